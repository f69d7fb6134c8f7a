#include "service/bench/line_verdict.h"

#include <utility>

#include "encode/micr/line_error.h"
#include "encode/page_reader.h"

namespace lockbox::service {

namespace {

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

}  // namespace

bool has_same_symbols(std::string one, std::string other) {
  return without_spaces(std::move(one)) == without_spaces(std::move(other));
}

Result<LineVerdict> judge_reading(const encode::GrayImage& page, const std::string& printed) {
  const auto line = TRY(encode::parse_micr_line(printed));
  auto read = encode::read_page(page, {}).micr;
  if (!read) return LineVerdict{};
  encode::hold_to({}, *read);
  const auto symbols = without_spaces(read->line.raw);
  const auto expected = without_spaces(printed);
  const bool is_sure = symbols.find('?') == std::string::npos;
  return LineVerdict{.is_whole = symbols == expected,
                     .is_wrong = encode::contradicts(read->line, line) ||
                                 (is_sure && expected.find(symbols) == std::string::npos)};
}

}  // namespace lockbox::service
