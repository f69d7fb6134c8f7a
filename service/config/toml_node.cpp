#include "service/config/toml_node.h"

#include <algorithm>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace lockbox::service {
namespace {

SourcePlace place_of(const toml::source_region& region) {
  return {.line = region.begin.line, .column = region.begin.column};
}

TomlNode convert(const toml::node& node);

void convert_table(const toml::table& table, TomlNode& into) {
  into.kind = TomlKind::Table;
  for (const auto& [key, value] : table) {
    into.children.push_back(convert(value));
    into.children.back().key = key.str();
    into.children.back().place = place_of(key.source());
  }
}

void convert_array(const toml::array& array, TomlNode& into) {
  into.kind = TomlKind::Array;
  for (const auto& element : array) into.children.push_back(convert(element));
}

TomlNode convert(const toml::node& node) {
  TomlNode made;
  made.place = place_of(node.source());
  if (const auto* table = node.as_table()) {
    convert_table(*table, made);
  } else if (const auto* array = node.as_array()) {
    convert_array(*array, made);
  } else if (const auto* text = node.as_string()) {
    made.kind = TomlKind::Text;
    made.text = text->get();
  } else if (const auto* integer = node.as_integer()) {
    made.kind = TomlKind::Integer;
    made.integer = integer->get();
    made.number = static_cast<double>(integer->get());
  } else if (const auto* number = node.as_floating_point()) {
    made.kind = TomlKind::Fraction;
    made.number = number->get();
  } else if (const auto* boolean = node.as_boolean()) {
    made.kind = TomlKind::Boolean;
    made.boolean = boolean->get();
  } else if (const auto* date = node.as_date()) {
    made.kind = TomlKind::Date;
    made.text =
        fmt::format("{:04}-{:02}-{:02}", date->get().year, date->get().month, date->get().day);
  }
  return made;
}

}  // namespace

const TomlNode* TomlNode::find(std::string_view wanted) const {
  const auto found = std::ranges::find(children, wanted, &TomlNode::key);
  return found == children.end() ? nullptr : &*found;
}

Result<TomlNode> parse_toml(std::string_view text, const std::string& file) {
  try {
    return convert(toml::parse(text, file));
  } catch (const toml::parse_error& error) {
    const auto place = place_of(error.source());
    return fail(ErrorCode::InvalidInput,
                fmt::format("{}:{}:{}: This is not TOML: {}.", file, place.line, place.column,
                            error.description()));
  }
}

}  // namespace lockbox::service
