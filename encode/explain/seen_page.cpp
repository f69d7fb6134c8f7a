#include "encode/explain/seen_page.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

#include "core/csv.h"

namespace lockbox::encode {
namespace {

constexpr double millionths = 1e6;

/// A row begins with what it tells of.
constexpr auto page_row = "page";      // width, height
constexpr auto line_row = "line";      // type, error, box
constexpr auto symbol_row = "symbol";  // symbol, best, second, three chances, box
constexpr std::size_t page_fields = 3;
constexpr std::size_t line_fields = 7;
constexpr std::size_t symbol_fields = 11;

std::string chance_text(double chance) {
  return std::to_string(std::llround(std::ceil(std::clamp(chance, 0.0, 1.0) * millionths)));
}

/// As csv_field, but for a program: a leading '+' or '-' stays as it is.
std::string in_quotes(std::string_view text) {
  std::string field = "\"";
  for (const char c : text) field.append(c == '"' ? 2 : 1, c);
  return field + '"';
}

std::string box_text(const Box& box) {
  return std::to_string(box.x) + ',' + std::to_string(box.y) + ',' + std::to_string(box.width) +
         ',' + std::to_string(box.height);
}

void add_row(std::string& text, const SymbolRead& symbol) {
  text += std::string{symbol_row} + ',' + in_quotes(symbol.symbol) + ',' + in_quotes(symbol.best) +
          ',' + in_quotes(symbol.second) + ',' + chance_text(symbol.confidence) + ',' +
          chance_text(symbol.second_chance) + ',' + chance_text(symbol.error) + ',' +
          box_text(symbol.box) + '\n';
}

tl::unexpected<Error> damaged() {
  return fail(ErrorCode::InvalidInput, "The kept symbols of a reading are damaged.");
}

Result<int> number_of(const std::string& field) {
  int number = 0;
  const auto* const last = field.data() + field.size();
  const auto [end, fault] = std::from_chars(field.data(), last, number);
  if (fault != std::errc{} || end != last) return damaged();
  return number;
}

Result<double> chance_of(const std::string& field) {
  const auto number = TRY(number_of(field));
  if (number < 0 || number > millionths) return damaged();
  return number / millionths;
}

Result<Box> box_of(std::span<const std::string> fields) {
  Box box;
  box.x = TRY(number_of(fields[0]));
  box.y = TRY(number_of(fields[1]));
  box.width = TRY(number_of(fields[2]));
  box.height = TRY(number_of(fields[3]));
  return box;
}

Result<SeenLine> line_of(std::span<const std::string> fields) {
  SeenLine line;
  line.type = fields[1];
  line.error = TRY(chance_of(fields[2]));
  line.box = TRY(box_of(fields.subspan(3)));
  return line;
}

Result<SymbolRead> symbol_of(std::span<const std::string> fields) {
  SymbolRead symbol;
  symbol.symbol = fields[1];
  symbol.best = fields[2];
  symbol.second = fields[3];
  symbol.confidence = TRY(chance_of(fields[4]));
  symbol.second_chance = TRY(chance_of(fields[5]));
  symbol.error = TRY(chance_of(fields[6]));
  symbol.box = TRY(box_of(fields.subspan(7)));
  return symbol;
}

Result<void> add_fields(SeenPage& page, std::span<const std::string> fields) {
  if (fields.size() == line_fields && fields[0] == line_row) {
    page.lines.push_back(TRY(line_of(fields)));
    return {};
  }
  if (fields.size() != symbol_fields || fields[0] != symbol_row || page.lines.empty()) {
    return damaged();
  }
  page.lines.back().symbols.push_back(TRY(symbol_of(fields)));
  return {};
}

}  // namespace

bool is_doubtful(const SymbolRead& symbol) {
  return symbol.symbol == "?";
}

bool has_doubt(const SeenLine& line) {
  return std::ranges::any_of(line.symbols, is_doubtful);
}

std::string text_of(const SeenPage& page) {
  std::string text = std::string{page_row} + ',' + std::to_string(page.width) + ',' +
                     std::to_string(page.height) + '\n';
  for (const auto& line : page.lines) {
    text += std::string{line_row} + ',' + in_quotes(line.type) + ',' + chance_text(line.error) +
            ',' + box_text(line.box) + '\n';
    for (const auto& symbol : line.symbols) add_row(text, symbol);
  }
  return text;
}

Result<SeenPage> parse_seen_page(std::string_view text) {
  const auto rows = TRY(parse_csv(text));
  if (rows.empty() || rows.front().fields.size() != page_fields ||
      rows.front().fields.front() != page_row) {
    return damaged();
  }
  SeenPage page;
  page.width = TRY(number_of(rows.front().fields[1]));
  page.height = TRY(number_of(rows.front().fields[2]));
  for (const auto& row : std::span{rows}.subspan(1)) TRY(add_fields(page, row.fields));
  return page;
}

}  // namespace lockbox::encode
