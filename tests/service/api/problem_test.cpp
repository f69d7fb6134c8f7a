#include "service/api/problem.h"

#include <boost/json.hpp>

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service;

namespace {

boost::json::object body_of(const http::Response& response) {
  return boost::json::parse(std::get<std::string>(response.body)).as_object();
}

}  // namespace

TEST_CASE("Every kind of failure has its status", "[api][problem]") {
  CHECK(api::status_of(ErrorCode::InvalidInput) == 422);
  CHECK(api::status_of(ErrorCode::OutOfBalance) == 422);
  CHECK(api::status_of(ErrorCode::NotFound) == 404);
  CHECK(api::status_of(ErrorCode::Conflict) == 409);
  CHECK(api::status_of(ErrorCode::NotPermitted) == 403);
  CHECK(api::status_of(ErrorCode::Unavailable) == 503);
}

TEST_CASE("A problem says what to do next and which member is at fault", "[api][problem]") {
  const auto response =
      api::problem_of({ErrorCode::InvalidInput, "Declare at least one document.", "/documents"});
  CHECK(response.status == 422);
  CHECK(response.headers.find("Content-Type") == "application/problem+json");
  CHECK(body_of(response) == boost::json::object{{"type", "about:blank"},
                                                 {"title", http::reason_of(422)},
                                                 {"status", 422},
                                                 {"detail", "Declare at least one document."},
                                                 {"pointer", "/documents"}});
  CHECK_FALSE(body_of(api::problem_of({ErrorCode::NotFound, "Gone.", ""})).contains("pointer"));
}

TEST_CASE("A conflict shows the thing as it is now", "[api][problem]") {
  const auto response =
      api::conflict_of({ErrorCode::Conflict, "It has changed.", ""}, {{"version", 4}});
  CHECK(response.status == 409);
  CHECK(body_of(response).at("current") == boost::json::value{{"version", 4}});
}
