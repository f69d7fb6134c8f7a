#include "encode/micr/line_error.h"

#include <algorithm>
#include <utility>

#include "core/check.h"
#include "encode/micr/e13b_calibration.h"

namespace lockbox::encode {
namespace {

constexpr auto unread = "?";

bool is_accepted(const SymbolRead& symbol) {
  return symbol.symbol != unread;
}

/// What is left of an accepted symbol's error when all of the others are right; 0 for an unread
/// one.
double contribution(const SymbolRead& symbol) {
  return is_accepted(symbol) ? symbol.error : 0;
}

/// Whether the accepted symbols are within the bound, or as sure as symbols can be.
bool is_within(const ReadingLimits& limits, std::span<const SymbolRead> symbols) {
  std::vector<SymbolRead> surest{symbols.begin(), symbols.end()};
  const double least = evidence_table().front().error;
  for (auto& symbol : surest) symbol.error = std::min(symbol.error, least);
  return error_of_line(symbols) <= std::max(limits.line_error_bound, error_of_line(surest));
}

/// The line as `raw` spells it, with the gaps, but with other symbols.
std::string respell(std::string_view raw, std::span<const SymbolRead> before,
                    std::span<const SymbolRead> after) {
  std::string text;
  for (std::size_t i = 0; i < before.size(); ++i) {
    for (; raw.starts_with(' '); raw.remove_prefix(1)) text += ' ';
    ENSURE(raw.starts_with(before[i].symbol));
    raw.remove_prefix(before[i].symbol.size());
    text += after[i].symbol;
  }
  return text;
}

}  // namespace

double error_of_line(std::span<const SymbolRead> symbols) {
  double right = 1;
  for (const auto& symbol : symbols) right *= 1 - contribution(symbol);
  return 1 - right;
}

void hold_to(const ReadingLimits& limits, MicrRead& read) {
  // Errors are measured for E-13B only; a line in CMC-7 fills no field that money could follow.
  if (read.font != MicrFont::E13b) return;
  if (is_within(limits, read.symbols)) return;
  auto held = read.symbols;
  while (!is_within(limits, held)) {
    std::ranges::max_element(held, {}, contribution)->symbol = unread;
  }
  auto line = parse_micr_line(respell(read.line.raw, read.symbols, held), Gaps::MayHideDigits);
  ENSURE(line.has_value());
  read.line = *std::move(line);
  read.symbols = std::move(held);
  read.confidence = 0;
  read.error = error_of_line(read.symbols);
}

}  // namespace lockbox::encode
