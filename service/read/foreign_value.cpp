#include "service/read/foreign_value.h"

#include <boost/json.hpp>

#include "encode/micr/foreign_fields.h"

namespace lockbox::service {

boost::json::value foreign_value(std::string_view raw) {
  using encode::foreign_field_names;
  using encode::ForeignFieldName;
  const auto fields = encode::find_foreign_fields(raw);
  if (!fields) return nullptr;
  boost::json::object value{
      {"layout", name_of(encode::foreign_layout_names, fields->layout)},
      {name_of(foreign_field_names, ForeignFieldName::CheckNumber), fields->check_number}};
  for (const auto& field : fields->others) {
    value[name_of(foreign_field_names, field.name)] = field.digits;
  }
  value[name_of(foreign_field_names, ForeignFieldName::Account)] = fields->account.reveal();
  return value;
}

}  // namespace lockbox::service
