#include "service/api/json_reader.h"

#include <cmath>

#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>

namespace lockbox::service::api {

namespace {

namespace json = boost::json;

constexpr std::size_t text_bytes_max = 64 << 20;  // Routes bound their bodies; this only caps.
constexpr std::size_t depth_max = 16;

/// What the parser proper lets pass and a request may not hold.
struct Objections {
  std::optional<std::string> twice;  ///< The first key that an object has twice.
  bool is_beyond_double = false;     ///< A number that would be read as infinite.
};

/// Looks at every key and number of a document.  Values are built by the parser proper.
class SecondLook {
 public:
  constexpr static std::size_t max_object_size = text_bytes_max;
  constexpr static std::size_t max_array_size = text_bytes_max;
  constexpr static std::size_t max_key_size = text_bytes_max;
  constexpr static std::size_t max_string_size = text_bytes_max;
  using Code = json::error_code;

  bool on_document_begin(Code& /*ec*/) { return true; }
  bool on_document_end(Code& /*ec*/) { return true; }
  bool on_object_begin(Code& /*ec*/) {
    open_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t /*n*/, Code& /*ec*/) {
    open_.pop_back();
    return true;
  }
  bool on_array_begin(Code& /*ec*/) { return true; }
  bool on_array_end(std::size_t /*n*/, Code& /*ec*/) { return true; }
  bool on_key_part(json::string_view part, std::size_t /*n*/, Code& /*ec*/) {
    key_ += part;
    return true;
  }
  bool on_key(json::string_view part, std::size_t /*n*/, Code& /*ec*/) {
    key_ += part;
    if (!open_.back().insert(key_).second && !found.twice) found.twice = key_;
    key_.clear();
    return true;
  }
  bool on_string_part(json::string_view /*s*/, std::size_t /*n*/, Code& /*ec*/) { return true; }
  bool on_string(json::string_view /*s*/, std::size_t /*n*/, Code& /*ec*/) { return true; }
  bool on_number_part(json::string_view /*s*/, Code& /*ec*/) { return true; }
  bool on_int64(std::int64_t /*i*/, json::string_view /*s*/, Code& /*ec*/) { return true; }
  bool on_uint64(std::uint64_t /*u*/, json::string_view /*s*/, Code& /*ec*/) { return true; }
  bool on_double(double number, json::string_view /*s*/, Code& /*ec*/) {
    found.is_beyond_double = found.is_beyond_double || !std::isfinite(number);
    return true;
  }
  bool on_bool(bool /*b*/, Code& /*ec*/) { return true; }
  bool on_null(Code& /*ec*/) { return true; }
  bool on_comment_part(json::string_view /*s*/, Code& /*ec*/) { return true; }
  bool on_comment(json::string_view /*s*/, Code& /*ec*/) { return true; }

  Objections found;

 private:
  std::vector<std::set<std::string, std::less<>>> open_;
  std::string key_;
};

Objections objections_to(std::string_view text) {
  json::basic_parser<SecondLook> parser{json::parse_options{}};
  json::error_code error;
  parser.write_some(false, text.data(), text.size(), error);
  return parser.handler().found;
}

}  // namespace

Result<json::object> parse_object(std::string_view text) {
  json::parse_options options;
  options.max_depth = depth_max;
  json::error_code error;
  auto value = json::parse(text, error, {}, options);
  if (error) return fail(ErrorCode::InvalidInput, "The body is no JSON: " + error.message() + ".");
  if (!value.is_object()) {
    return fail(ErrorCode::InvalidInput, "The body must be one JSON object.");
  }
  const auto [twice, is_beyond_double] = objections_to(text);
  if (twice) {
    return fail(ErrorCode::InvalidInput, "The member '" + *twice + "' is there twice.",
                "/" + *twice);
  }
  if (is_beyond_double) {
    return fail(ErrorCode::InvalidInput, "A number of the body is larger than any that is used.");
  }
  return std::move(value.get_object());
}

void JsonReader::fault(std::string_view name, std::string message) {
  if (fault_) return;
  fault_ = Error{ErrorCode::InvalidInput, std::move(message), pointer_ + "/" + std::string{name}};
}

const json::value* JsonReader::find(std::string_view name) {
  asked_.emplace(name);
  const auto* value = object_.if_contains(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

const json::value* JsonReader::need(std::string_view name) {
  const auto* value = find(name);
  if (value == nullptr) fault(name, "The member '" + std::string{name} + "' is missing.");
  return value;
}

std::string JsonReader::text(std::string_view name) {
  if (need(name) == nullptr) return {};
  auto value = optional_text(name).value_or("");
  if (value.find_first_not_of(' ') == std::string::npos) {
    fault(name, "'" + std::string{name} + "' must say something.");
  }
  return value;
}

std::optional<std::string> JsonReader::optional_text(std::string_view name) {
  const auto* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_string()) {
    fault(name, "'" + std::string{name} + "' must be text.");
    return std::nullopt;
  }
  return std::string{value->get_string()};
}

std::int64_t JsonReader::integer(std::string_view name) {
  return need(name) == nullptr ? 0 : optional_integer(name).value_or(0);
}

std::optional<std::int64_t> JsonReader::optional_integer(std::string_view name) {
  const auto* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_int64()) {
    fault(name, "'" + std::string{name} + "' must be a whole number.");
    return std::nullopt;
  }
  return value->get_int64();
}

bool JsonReader::boolean(std::string_view name) {
  return need(name) != nullptr && optional_boolean(name).value_or(false);
}

std::optional<bool> JsonReader::optional_boolean(std::string_view name) {
  const auto* value = find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) {
    fault(name, "'" + std::string{name} + "' must be true or false.");
    return std::nullopt;
  }
  return value->get_bool();
}

std::vector<std::string> JsonReader::texts(std::string_view name) {
  std::vector<std::string> texts;
  const auto* value = need(name);
  if (value == nullptr) return texts;
  const auto* array = value->if_array();
  bool is_good = array != nullptr;
  if (array != nullptr) {
    for (const auto& one : *array) {
      is_good = is_good && one.is_string();
      if (one.is_string()) texts.emplace_back(one.get_string());
    }
  }
  if (!is_good) fault(name, "'" + std::string{name} + "' must be a list of texts.");
  return texts;
}

std::vector<std::int64_t> JsonReader::integers(std::string_view name) {
  std::vector<std::int64_t> numbers;
  const auto* value = need(name);
  if (value == nullptr) return numbers;
  const auto* array = value->if_array();
  bool is_good = array != nullptr;
  if (array != nullptr) {
    for (const auto& one : *array) {
      is_good = is_good && one.is_int64();
      if (one.is_int64()) numbers.push_back(one.get_int64());
    }
  }
  if (!is_good) fault(name, "'" + std::string{name} + "' must be a list of whole numbers.");
  return numbers;
}

std::vector<const json::object*> JsonReader::objects(std::string_view name) {
  std::vector<const json::object*> objects;
  const auto* value = need(name);
  if (value == nullptr) return objects;
  const auto* array = value->if_array();
  bool is_good = array != nullptr;
  if (array != nullptr) {
    for (const auto& one : *array) {
      is_good = is_good && one.is_object();
      if (one.is_object()) objects.push_back(&one.get_object());
    }
  }
  if (!is_good) fault(name, "'" + std::string{name} + "' must be a list of objects.");
  return objects;
}

Result<void> JsonReader::finish() {
  for (const auto& member : object_) {
    if (asked_.find(std::string_view{member.key()}) == asked_.end()) {
      fault(member.key(), "The member '" + std::string{member.key()} + "' is not known here.");
    }
  }
  if (fault_) return tl::unexpected(*fault_);
  return {};
}

}  // namespace lockbox::service::api
