#include "service/http/router.h"

#include "support/catch.h"

using namespace lockbox::service::http;
using lockbox::BatchId;
using lockbox::ErrorCode;

namespace {

RouteIndex index() {
  return RouteIndex{{
      {.method = Method::Get, .pattern = "/api/v1/batches"},
      {.method = Method::Post, .pattern = "/api/v1/batches"},
      {.method = Method::Get, .pattern = "/api/v1/batches/{id}"},
      {.method = Method::Delete, .pattern = "/api/v1/batches/{id}"},
      {.method = Method::Get, .pattern = "/api/v1/batches/latest"},
      {.method = Method::Get, .pattern = "/api/v1/documents/{id}/images/{side}"},
  }};
}

std::string_view pattern_at(Method method, std::string_view path) {
  const auto routes = index();
  const auto found = routes.find(method, path);
  const auto* match = std::get_if<RouteMatch>(&found);
  return match == nullptr ? "" : routes.routes()[match->index].pattern;
}

RouteMatch match_of(std::string_view path) {
  return std::get<RouteMatch>(index().find(Method::Get, path));
}

}  // namespace

TEST_CASE("A route is found by method and path", "[http][router]") {
  CHECK(pattern_at(Method::Get, "/api/v1/batches") == "/api/v1/batches");
  CHECK(pattern_at(Method::Get, "/api/v1/batches/17") == "/api/v1/batches/{id}");
  CHECK(pattern_at(Method::Head, "/api/v1/batches/17") == "/api/v1/batches/{id}");
  CHECK(pattern_at(Method::Get, "/api/v1/batches/latest") == "/api/v1/batches/latest");
  CHECK(pattern_at(Method::Delete, "/api/v1/batches/latest") == "/api/v1/batches/{id}");
  CHECK(pattern_at(Method::Get, "/api/v1/batches/").empty());
  CHECK(pattern_at(Method::Get, "/api/v1/batches/17/x").empty());
  CHECK(pattern_at(Method::Get, "/API/v1/batches").empty());
  CHECK(pattern_at(Method::Get, "/").empty());
}

TEST_CASE("A known path with another method names the methods it takes", "[http][router]") {
  const auto found = index().find(Method::Patch, "/api/v1/batches");
  const auto response = no_such_method(std::get<NoSuchMethod>(found));
  CHECK(response.status == 405);
  CHECK(response.headers.find("Allow") == "GET, POST, HEAD");
  CHECK(std::holds_alternative<NoSuchPath>(index().find(Method::Get, "/nowhere")));
  CHECK(no_such_path().status == 404);
}

TEST_CASE("The parameters of a path are decoded and typed", "[http][router]") {
  const auto match = match_of("/api/v1/documents/42/images/fr%C3%B6nt");
  CHECK(match.parameters.text("side") == "fr\xC3\xB6nt");
  CHECK(*match.parameters.id<BatchId>("id") == BatchId{42});
}

TEST_CASE("A number that no row can have is not found", "[http][router]") {
  const auto* text = GENERATE("0", "-1", "+1", "01", "1x", "x", "9223372036854775808", "%31%20");
  const auto match = match_of("/api/v1/batches/" + std::string{text});
  const auto number = match.parameters.number("id");
  REQUIRE_FALSE(number);
  CHECK(number.error().code == ErrorCode::NotFound);
}

TEST_CASE("A set of rights opens a route to whoever has one of them", "[http][router]") {
  using lockbox::service::auth::Right;
  constexpr auto access = Access::any_of({Right::Key, Right::Verify});
  STATIC_REQUIRE(access.rights.meets({Right::Verify, Right::Audit}));
  STATIC_REQUIRE_FALSE(access.rights.meets({Right::Audit}));
  STATIC_REQUIRE(Access::open().kind == Access::Kind::Public);
}
