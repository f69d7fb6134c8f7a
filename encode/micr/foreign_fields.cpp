#include "encode/micr/foreign_fields.h"

#include <algorithm>

#include "encode/micr/cmc7/cmc7_fields.h"
#include "encode/micr/e13b_foreign.h"

namespace lockbox::encode {
namespace {

std::string in_words(std::string_view name) {
  std::string words{name};
  std::ranges::replace(words, '_', ' ');
  return words;
}

}  // namespace

std::optional<ForeignFields> find_foreign_fields(std::string_view raw) {
  return has_cmc7_symbols(raw) ? find_cmc7_fields(raw) : find_foreign_e13b_fields(raw);
}

bool is_proved(const ForeignFields& fields) {
  return fields.layout == ForeignLayout::Brazilian;
}

std::string text_of(const ForeignFields& fields, AccountShown shown) {
  std::string text{name_of(foreign_layout_names, fields.layout)};
  text += ": check number " + fields.check_number;
  for (const auto& field : fields.others) {
    text += ", " + in_words(name_of(foreign_field_names, field.name)) + " " + field.digits;
  }
  const bool is_whole = shown == AccountShown::Whole;
  return text + ", account " + (is_whole ? fields.account.reveal() : fields.account.masked());
}

}  // namespace lockbox::encode
