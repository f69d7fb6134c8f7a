#include "service/read/cmc7_value.h"

#include <boost/json.hpp>

#include "encode/micr/cmc7/cmc7_fields.h"

namespace lockbox::service {

boost::json::value cmc7_value(std::string_view raw) {
  using encode::cmc7_field_names;
  using encode::Cmc7FieldName;
  const auto fields = encode::find_cmc7_fields(raw);
  if (!fields) return nullptr;
  boost::json::object value{
      {"layout", name_of(encode::cmc7_layout_names, fields->layout)},
      {name_of(cmc7_field_names, Cmc7FieldName::CheckNumber), fields->check_number}};
  for (const auto& field : fields->others) {
    value[name_of(cmc7_field_names, field.name)] = field.digits;
  }
  value[name_of(cmc7_field_names, Cmc7FieldName::Account)] = fields->account.reveal();
  return value;
}

}  // namespace lockbox::service
