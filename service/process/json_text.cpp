#include "service/process/json_text.h"

#include <fmt/format.h>
#include <boost/json.hpp>

namespace lockbox::service {

namespace json = boost::json;

namespace {

bool is_flat(const json::array& array) {
  for (const auto& value : array) {
    if (value.is_structured()) return false;
  }
  return true;
}

void write(std::string& text, const json::value& value, std::size_t depth) {
  const std::string inner(2 * (depth + 1), ' ');
  const std::string outer(2 * depth, ' ');
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    const char* separator = "{\n";
    for (const auto& [key, member] : *object) {
      text += separator + inner + json::serialize(json::value(key)) + ": ";
      write(text, member, depth + 1);
      separator = ",\n";
    }
    text += "\n" + outer + "}";
  } else if (const auto* array = value.if_array(); array != nullptr && !is_flat(*array)) {
    const char* separator = "[\n";
    for (const auto& element : *array) {
      text += separator + inner;
      write(text, element, depth + 1);
      separator = ",\n";
    }
    text += "\n" + outer + "]";
  } else if (const auto* number = value.if_double()) {
    text += fmt::format("{:.4g}", *number);
  } else {
    text += json::serialize(value);
  }
}

}  // namespace

std::string to_pretty_text(const json::value& value) {
  std::string text;
  write(text, value, 0);
  return text;
}

boost::json::value text_or_null(std::string_view text) {
  if (text.empty()) return nullptr;
  return boost::json::value(text);
}

boost::json::value cents_or_null(const std::optional<Money>& money) {
  if (!money) return nullptr;
  return money->cents();
}

boost::json::value number_or_null(const std::optional<std::int64_t>& number) {
  if (!number) return nullptr;
  return *number;
}

}  // namespace lockbox::service
