#pragma once

#include <optional>
#include <string>

#include "core/clock.h"
#include "service/http/http_types.h"

namespace lockbox::service::http {

/// What the head of a response says beside the response itself.
struct HeadContext {
  std::string_view request_id;
  Transport transport = Transport::Plain;
  bool keep_alive = false;
  Instant now;
};

/// Status line and fields to the empty line.  Adds Date, Content-Length, Connection, X-Request-Id
/// and the fields that protect a browser, each unless the response has set it.  A field that would
/// break out of its line is left out.
[[nodiscard]] std::string head_of(const Response& response, const HeadContext& context);

/// The bytes that follow the head of a GET; empty for a stream.
[[nodiscard]] std::string_view body_of(const Response& response);

/// RFC 9110 section 5.6.7, "Mon, 23 Nov 2026 14:05:09 GMT".
[[nodiscard]] std::string http_date(Instant instant);

}  // namespace lockbox::service::http
