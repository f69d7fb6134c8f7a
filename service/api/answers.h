#pragma once

/// @file
/// What several groups of handlers answer with.

#include <boost/json.hpp>

#include "service/api/endpoint.h"

namespace lockbox::service::api {

[[nodiscard]] inline http::Response ok(const boost::json::value& value, int status = 200) {
  return http::Response::json(status, boost::json::serialize(value));
}
[[nodiscard]] inline http::Response no_content() {
  return http::Response::of(204, "", "");
}

/// {"items": [...], "next": ...}; nothing in `next` is the end.
[[nodiscard]] boost::json::object page_of(boost::json::array items,
                                          std::optional<std::string> next = {});

[[nodiscard]] boost::json::object json_of(const deposit::User& user);
[[nodiscard]] boost::json::object json_of(const deposit::AuditEvent& event);
/// Names of the rights in the set.
[[nodiscard]] boost::json::array json_of(auth::RightSet rights);

}  // namespace lockbox::service::api
