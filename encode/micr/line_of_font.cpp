#include "encode/micr/line_of_font.h"

#include <algorithm>

#include "core/text.h"
#include "encode/micr/cmc7/cmc7_fields.h"
#include "encode/micr/foreign_fields.h"

namespace lockbox::encode {
namespace {

Result<MicrLine> parse_keyed_e13b_line(std::string_view raw) {
  auto line = TRY(parse_micr_line(raw));
  if (line.is_complete()) return line;
  std::string closed{raw};
  std::erase(closed, ' ');
  if (find_foreign_fields(closed)) return parse_micr_line(closed);
  return fail(ErrorCode::InvalidInput,
              "The line lacks a valid routing number or an account, and it is neither a Canadian "
              "nor an Indian one.");
}

}  // namespace

bool is_whole_line(const MicrLine& line) {
  return line.is_complete() || find_foreign_fields(line.raw).has_value();
}

bool is_sure_line(const MicrLine& line) {
  if (line.is_complete()) return line.routing->has_assigned_prefix();
  const auto fields = find_foreign_fields(line.raw);
  return fields && is_proved(*fields);
}

Result<MicrLine> parse_keyed_line(std::string_view raw) {
  // A word with an e in it is no line in CMC-7.
  if (!has_cmc7_symbols(raw) || std::ranges::none_of(raw, is_digit)) {
    return parse_keyed_e13b_line(raw);
  }
  MicrLine line;
  line.raw = TRY(check_keyed_cmc7_line(raw));
  return line;
}

std::string check_number_of(const MicrLine& line) {
  const auto fields = find_foreign_fields(line.raw);
  return fields ? fields->check_number : line.serial;
}

std::optional<CheckName> name_of_check(const MicrLine& line) {
  if (const auto fields = find_foreign_fields(line.raw)) {
    std::string bank{name_of(foreign_layout_names, fields->layout)};
    for (const auto& field : fields->others) bank += "|" + field.digits;
    return CheckName{std::move(bank), fields->account, fields->check_number};
  }
  if (!line.routing || line.account.empty() || line.serial.empty()) return std::nullopt;
  return CheckName{std::string{line.routing->digits()}, line.account, line.serial};
}

}  // namespace lockbox::encode
