#include "service/api/problem.h"

#include <boost/json.hpp>

namespace lockbox::service::api {

namespace {

http::Response problem_response(int status, const boost::json::object& body) {
  auto response = http::Response::json(status, boost::json::serialize(body));
  response.headers.set("Content-Type", "application/problem+json");
  return response;
}

boost::json::object problem_body(int status, std::string_view detail, std::string_view pointer) {
  boost::json::object body{{"type", "about:blank"},
                           {"title", http::reason_of(status)},
                           {"status", status},
                           {"detail", detail}};
  if (!pointer.empty()) body.emplace("pointer", pointer);
  return body;
}

}  // namespace

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::OutOfBalance:
      return 422;
    case ErrorCode::NotFound:
      return 404;
    case ErrorCode::Conflict:
      return 409;
    case ErrorCode::NotPermitted:
      return 403;
    case ErrorCode::Unavailable:
      return 503;
  }
  return 500;
}

http::Response problem_of(const Error& error) {
  const auto status = status_of(error.code);
  return problem_response(status, problem_body(status, error.message, error.field));
}

http::Response conflict_of(const Error& error, const boost::json::value& current) {
  const auto status = status_of(error.code);
  auto body = problem_body(status, error.message, error.field);
  body.emplace("current", current);
  return problem_response(status, body);
}

http::Response problem(int status, std::string_view detail) {
  return problem_response(status, problem_body(status, detail, {}));
}

}  // namespace lockbox::service::api
