#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "service/http/http_types.h"

namespace lockbox::service::http {

/// A request target in origin form (RFC 9112 section 3.2.1), taken apart.
struct Target {
  std::string path;  ///< Percent-encoded as sent; begins with '/', holds no "." or ".." segment.
  Query query;       ///< Decoded; '+' is a space.
};

/// InvalidInput for what is not in origin form, holds a character that a URI may not, a "." or ".."
/// segment, a bad escape, or text that is not UTF-8 or holds a control character.
[[nodiscard]] Result<Target> parse_target(std::string_view target);

/// Undoes the percent-encoding of one segment or value; errors as `parse_target`.
[[nodiscard]] Result<std::string> decode_percent(std::string_view text);

}  // namespace lockbox::service::http
