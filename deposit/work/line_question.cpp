#include "deposit/work/line_question.h"

#include "encode/micr/cmc7/cmc7_fields.h"
#include "encode/micr/foreign_fields.h"
#include "encode/micr/micr_line.h"

namespace lockbox::deposit {

std::string line_question(const std::string& raw) {
  if (raw.empty()) return "No MICR line was found.";
  if (raw.find('?') != std::string::npos) return "The MICR line has unread symbols.";
  const auto line = encode::parse_micr_line(raw, encode::Gaps::MayHideDigits);
  if (line && line->is_complete() && !line->routing->has_assigned_prefix()) {
    return "No bank's routing number begins with " +
           std::string{line->routing->digits().substr(0, 2)} +
           ", though its check digit is right. Is every symbol what the paper says?";
  }
  if (encode::find_foreign_fields(raw)) {
    return "Nothing proves this foreign line. Is every symbol what the paper says?";
  }
  if (!encode::has_cmc7_symbols(raw)) {
    return "The line has no routing number and account that are whole, and no foreign layout that "
           "is known here. Is every symbol what the paper says?";
  }
  return "The line in CMC-7 has no layout that is known here. Is every symbol what the paper says?";
}

}  // namespace lockbox::deposit
