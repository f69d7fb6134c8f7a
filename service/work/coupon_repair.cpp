#include "service/work/coupon_repair.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace lockbox::service::work {

namespace {

std::string text_of(const encode::SeenLine& line) {
  std::string text;
  for (const auto& symbol : line.symbols) text += symbol.symbol;
  return text;
}

/// What a definition makes of a line of the page, by its type.
Result<encode::CouponCode> parse_seen(const encode::CouponDefinition& definition,
                                      const encode::SeenLine& line) {
  const auto text = text_of(line);
  if (const auto font = encode::parse_ocr_font(line.type)) {
    return encode::parse_scan_line(definition, *font, text);
  }
  const auto format = TRY(encode::parse_barcode_format(line.type));
  return encode::parse_coupon_code(definition, format, text);
}

}  // namespace

std::vector<CouponReading> coupon_readings(
    const encode::SeenPage& seen, const std::vector<encode::CouponDefinition>& definitions) {
  std::vector<CouponReading> readings;
  for (const auto& line : seen.lines) {
    const bool is_line = encode::parse_ocr_font(line.type).has_value();
    for (const auto& definition : definitions) {
      const auto code = parse_seen(definition, line);
      if (code) readings.push_back({is_line ? "scan line" : "barcode", code->account});
    }
  }
  return readings;
}

std::string tell_readings(const std::vector<CouponReading>& readings) {
  std::string text;
  for (const auto& reading : readings) {
    text += text.empty() ? "What was read contradicts itself: a " : ", a ";
    text += reading.from + " says account " + reading.account.masked();
  }
  const auto is_first = [&](const CouponReading& reading) {
    return reading.account == readings.front().account;
  };
  return text + (std::ranges::all_of(readings, is_first) ? "; they differ elsewhere." : ".");
}

namespace {

std::optional<encode::LineToComplete> line_in_doubt(
    const encode::SeenPage& seen, const std::vector<encode::CouponDefinition>& definitions) {
  std::vector<encode::SpelledLine> lines;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < seen.lines.size(); ++i) {
    const auto font = encode::parse_ocr_font(seen.lines[i].type);
    if (!font) continue;
    lines.push_back({*font, text_of(seen.lines[i])});
    places.push_back(i);
  }
  auto found = encode::line_to_complete(lines, definitions);
  if (found) found->line = places[found->line];
  return found;
}

}  // namespace

bool has_line_in_doubt(const encode::SeenPage& seen,
                       const std::vector<encode::CouponDefinition>& definitions) {
  return line_in_doubt(seen, definitions).has_value();
}

std::optional<encode::LineToComplete> coupon_line_to_complete(
    const encode::SeenPage& seen, const std::vector<encode::CouponDefinition>& definitions) {
  if (!coupon_readings(seen, definitions).empty()) return std::nullopt;
  return line_in_doubt(seen, definitions);
}

}  // namespace lockbox::service::work
