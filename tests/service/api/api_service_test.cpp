// What holds for every route: who gets in, what is refused, and that a repeated request acts once.

#include "service/api/api_service.h"

#include "service/api/answers.h"
#include "service/api/office.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::test;
using Catch::Matchers::Contains;
using service::api::Context;
using service::api::Endpoint;
using service::http::Access;
using service::http::IdempotencyKey;
using service::http::Method;

namespace {

/// One route that counts its calls and answers as told.
struct Counter {
  int calls = 0;
  std::optional<Error> failure;

  std::vector<Endpoint> endpoints() {
    auto all = service::api::all_endpoints();
    all.push_back({{.method = Method::Post,
                    .pattern = "/api/v1/counter",
                    .access = Access::signed_in(),
                    .idempotency_key = IdempotencyKey::Required,
                    .body_bytes_max = 100},
                   [this](Context&) -> Result<service::http::Response> {
                     ++calls;
                     if (failure) return tl::unexpected(*failure);
                     return service::api::ok(boost::json::object{{"call", calls}}, 201);
                   }});
    return all;
  }
};

Ask count(const std::string& session, const std::string& key, const std::string& body = "{}") {
  return {.method = Method::Post,
          .target = "/api/v1/counter",
          .body = body,
          .session = session,
          .key = key};
}

}  // namespace

TEST_CASE("A path that is no route is not found, and a method that it lacks is named",
          "[api][service]") {
  Office office;
  CHECK(office.get("/api/v1/nothing").status == 404);
  CHECK(office.get("/api/v1").status == 404);
  CHECK(office.get("/somewhere").status == 404);
  const auto refused = office.ask({.method = Method::Delete, .target = "/api/v1/users"});
  CHECK(refused.status == 405);
  CHECK(refused.headers.find("Allow") == "GET, POST, HEAD");
}

TEST_CASE("Health, readiness and metrics answer without signing in", "[api][service]") {
  Office office;
  CHECK(office.get("/healthz").text == "ok\n");
  CHECK(office.get("/readyz").text == "ready\n");
  const auto metrics = office.get("/metrics");
  CHECK(metrics.status == 200);
  CHECK_THAT(std::string{metrics.headers.find("Content-Type").value_or("")},
             Contains("text/plain"));
}

TEST_CASE("Nobody gets behind the door without signing in", "[api][service]") {
  Office office;
  const auto refused = office.get("/api/v1/batches");
  CHECK(refused.status == 401);
  CHECK(refused.headers.find("Content-Type") == "application/problem+json");
  CHECK(refused.headers.find("Cache-Control") == "no-store");
  CHECK(refused.member("detail") == "Sign in first.");
  CHECK(office.get("/api/v1/batches", "not-a-token").status == 401);
  CHECK(office.get("/api/v1/batches", std::string(43, 'A')).status == 401);
}

TEST_CASE("A request that our own page did not make is refused", "[api][service]") {
  Office office;
  const auto session = office.session_of("ada", {"administrator"});
  const auto out = [&](bool has_header, const std::string& origin) {
    Ask ask{.method = Method::Delete, .target = "/api/v1/session", .session = session};
    ask.has_page_header = has_header;
    if (!origin.empty()) ask.more_headers = {{"Origin", origin}};
    return office.ask(ask).status;
  };
  CHECK(out(false, "") == 403);
  CHECK(out(false, "https://lockbox.elm.example") == 403);
  CHECK(out(true, "https://evil.example") == 403);
  CHECK(out(true, "null") == 403);
  CHECK(out(true, "https://lockbox.elm.example.evil.example") == 403);
  CHECK(office.get("/api/v1/session", session).status == 200);
  CHECK(out(true, "https://lockbox.elm.example") == 204);
  CHECK(office.get("/api/v1/session", session).status == 401);
}

TEST_CASE("Who lacks the right is told which one it takes", "[api][service]") {
  Office office;
  const auto session = office.session_of("maria", {"mailroom"});
  const auto refused = office.get("/api/v1/users", session);
  CHECK(refused.status == 403);
  CHECK(refused.member("detail") == "You may not manage users; ask a supervisor.");
}

TEST_CASE("A POST without an Idempotency-Key does nothing", "[api][service]") {
  Counter counter;
  Office office{counter.endpoints()};
  const auto session = office.session_of("maria", {"mailroom"});
  for (const auto& key : {std::string{}, std::string(65, 'k'), std::string{"two words"},
                          std::string{"caf\xc3\xa9"}}) {
    CHECK(office.ask(count(session, key)).status == 400);
  }
  CHECK(counter.calls == 0);
  CHECK(office.ask(count(session, std::string(64, 'k'))).status == 201);
}

TEST_CASE("The same request with the same key acts once and is answered the same again",
          "[api][service]") {
  Counter counter;
  Office office{counter.endpoints()};
  const auto session = office.session_of("maria", {"mailroom"});
  const auto first = office.ask(count(session, "k1"));
  const auto again = office.ask(count(session, "k1"));
  CHECK(again.status == 201);
  CHECK(again.text == first.text);
  CHECK(counter.calls == 1);
  CHECK(office.ask(count(session, "k2")).member("call") == "2");

  const auto other = office.ask(count(session, "k1", R"({"other":1})"));
  CHECK(other.status == 422);
  CHECK(counter.calls == 2);
}

TEST_CASE("Keys are a person's own", "[api][service]") {
  Counter counter;
  Office office{counter.endpoints()};
  const auto maria = office.session_of("maria", {"mailroom"});
  const auto theo = office.session_of("theo", {"treasury"});
  CHECK(office.ask(count(maria, "k1")).member("call") == "1");
  CHECK(office.ask(count(theo, "k1")).member("call") == "2");
}

TEST_CASE("A refusal is kept under its key, a failing disk is not", "[api][service]") {
  Counter counter;
  Office office{counter.endpoints()};
  const auto session = office.session_of("maria", {"mailroom"});
  counter.failure = Error{ErrorCode::Unavailable, "The disk is full.", {}};
  CHECK(office.ask(count(session, "k1")).status == 503);
  counter.failure = Error{ErrorCode::OutOfBalance, "It does not balance.", {}};
  CHECK(office.ask(count(session, "k1")).status == 422);
  counter.failure.reset();
  const auto kept = office.ask(count(session, "k1"));
  CHECK(kept.status == 422);
  CHECK(kept.headers.find("Content-Type") == "application/problem+json");
  CHECK(kept.member("detail") == "It does not balance.");
  CHECK(counter.calls == 2);
}

TEST_CASE("Bodies are bounded before they are read", "[api][service]") {
  Counter counter;
  Office office{counter.endpoints()};
  for (const auto& endpoint : service::api::all_endpoints()) {
    INFO(endpoint.route.pattern);
    const bool takes_body =
        endpoint.route.method == Method::Post || endpoint.route.method == Method::Patch;
    CHECK((endpoint.route.body_bytes_max > 0) == takes_body);
    CHECK(endpoint.route.body_bytes_max <= std::size_t{32} << 20);
  }
}
