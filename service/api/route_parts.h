#pragma once

/// @file
/// The two kinds of route that most rooms are made of.

#include <cstddef>
#include <initializer_list>
#include <string_view>

#include "service/api/endpoint.h"

namespace lockbox::service::api {

/// Whoever is signed in may look.
[[nodiscard]] inline http::Route get_route(std::string_view pattern) {
  return {.method = http::Method::Get, .pattern = pattern, .access = http::Access::signed_in()};
}

/// Changes something, so it is sent under a key and by whoever has one of the rights.
[[nodiscard]] inline http::Route post_route(std::string_view pattern,
                                            std::initializer_list<auth::Right> rights,
                                            std::size_t body_bytes_max) {
  return {.method = http::Method::Post,
          .pattern = pattern,
          .access = http::Access::any_of(rights),
          .idempotency_key = http::IdempotencyKey::Required,
          .body_bytes_max = body_bytes_max};
}

}  // namespace lockbox::service::api
