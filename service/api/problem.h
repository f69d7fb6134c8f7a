#pragma once

#include <optional>
#include <string>

#include <boost/json/fwd.hpp>

#include "core/result.h"
#include "service/http/http_types.h"

namespace lockbox::service::api {

/// The status of a failure: 422, 404, 409, 422, 403, 503 in the order of ErrorCode.
[[nodiscard]] int status_of(ErrorCode code);

/// RFC 9457 application/problem+json: type, title, status, detail, and the pointer of the member at
/// fault if the error names one.
[[nodiscard]] http::Response problem_of(const Error& error);
/// 409 with the thing as it is now, so that a screen can show it.
[[nodiscard]] http::Response conflict_of(const Error& error, const boost::json::value& current);
/// A problem of a status that no ErrorCode stands for, such as 401 or 429.
[[nodiscard]] http::Response problem(int status, std::string_view detail);

}  // namespace lockbox::service::api
