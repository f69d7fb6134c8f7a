#pragma once

/// @file
/// Reads the JSON of a request strictly: a member that is unknown or sent twice could mean that the
/// sender meant something that would not happen, so both are refused.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "core/money.h"
#include "core/result.h"

namespace lockbox::service::api {

/// Parses one JSON object.  InvalidInput for malformed text, for anything but an object, for a
/// member sent twice at any depth, and for a number that no double can hold (RFC 8259, section 6).
[[nodiscard]] Result<boost::json::object> parse_object(std::string_view text);

/// Reads one object member by member and keeps the first fault.  Getters of a faulty or missing
/// member return an empty value: call `finish` before using any.
class JsonReader {
 public:
  /// `pointer` is the JSON pointer of the object itself.
  explicit JsonReader(const boost::json::object& object, std::string pointer = {})
      : object_{object}, pointer_{std::move(pointer)} {}

  [[nodiscard]] std::string text(std::string_view name);  ///< Must be there and say something.
  [[nodiscard]] std::optional<std::string> optional_text(std::string_view name);
  [[nodiscard]] std::int64_t integer(std::string_view name);
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view name);
  [[nodiscard]] bool boolean(std::string_view name);
  [[nodiscard]] std::optional<bool> optional_boolean(std::string_view name);
  [[nodiscard]] std::vector<std::string> texts(std::string_view name);
  [[nodiscard]] std::vector<std::int64_t> integers(std::string_view name);
  /// The objects of a list; each is read by a reader of its own, with the pointer of its place.
  [[nodiscard]] std::vector<const boost::json::object*> objects(std::string_view name);

  /// Nothing, or the first fault with its pointer; also for members that no getter asked for.
  [[nodiscard]] Result<void> finish();

 private:
  const boost::json::value* find(std::string_view name);
  const boost::json::value* need(std::string_view name);
  void fault(std::string_view name, std::string message);

  const boost::json::object& object_;
  std::string pointer_;
  std::set<std::string, std::less<>> asked_;
  std::optional<Error> fault_;
};

}  // namespace lockbox::service::api
