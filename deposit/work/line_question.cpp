#include "deposit/work/line_question.h"

#include "encode/micr/cmc7/cmc7_fields.h"

namespace lockbox::deposit {

std::string line_question(const std::string& raw) {
  if (raw.empty()) return "No MICR line was found.";
  const bool is_unread = raw.find('?') != std::string::npos;
  if (!encode::has_cmc7_symbols(raw) || is_unread) return "The MICR line has unread symbols.";
  if (encode::find_cmc7_fields(raw)) {
    return "Nothing proves this line in CMC-7. Is every symbol what the paper says?";
  }
  return "The line in CMC-7 has no layout that is known here. Is every symbol what the paper says?";
}

}  // namespace lockbox::deposit
