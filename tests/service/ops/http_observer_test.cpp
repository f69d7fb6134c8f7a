#include "service/ops/http_observer.h"

#include <boost/json/parse.hpp>

#include "support/catch.h"
#include "support/fixed_clock.h"

using namespace lockbox::service;

namespace {

class Observed {
 public:
  lockbox::test::FixedClock clock;
  std::string text;
  ops::Log log{clock, ops::Level::Debug, [this](std::string_view line) { text += line; }};
  ops::Metrics metrics;
  ops::HttpObserver observer{log, metrics};
};

}  // namespace

TEST_CASE("An answer is logged by its route, without path, query or account number", "[ops]") {
  Observed observed;
  http::Request request;
  request.path = "/api/v1/accounts/17";
  request.query.add("q", "12345678");
  request.request_id = "abc";
  request.peer.address = "192.0.2.7";
  auto response = http::Response::json(200, "{}");
  response.route = "/api/v1/accounts/{id}";
  response.actor = "anna";
  observed.observer.answered({request, response, std::chrono::microseconds{1'234}, false});
  const auto line = boost::json::parse(observed.text).as_object();
  CHECK(line.at("msg") == "request");
  CHECK(line.at("request_id") == "abc");
  CHECK(line.at("actor") == "anna");
  CHECK(line.at("route") == "/api/v1/accounts/{id}");
  CHECK(line.at("status") == 200);
  CHECK(line.at("took_us") == 1'234);
  CHECK(observed.text.find("5678") == std::string::npos);
  CHECK(observed.text.find("accounts/17") == std::string::npos);
  CHECK(observed.metrics.text().find("route=\"/api/v1/accounts/{id}\",status=\"200\"} 1") !=
        std::string::npos);
}

TEST_CASE("What a handler threw is logged under the request's number", "[ops]") {
  Observed observed;
  http::Request request;
  request.request_id = "abc";
  observed.observer.failed(request, "disk full at account 123456789");
  const auto line = boost::json::parse(observed.text).as_object();
  CHECK(line.at("level") == "error");
  CHECK(line.at("request_id") == "abc");
  CHECK(line.at("what") == "disk full at account ****6789");
}

TEST_CASE("Deadlines and refusals of connections are counted", "[ops]") {
  Observed observed;
  observed.observer.timed_out(http::Phase::Header);
  observed.observer.turned_away();
  const auto text = observed.metrics.text();
  CHECK(text.find("lockbox_connection_timeouts_total{phase=\"header\"} 1") != std::string::npos);
  CHECK(text.find("lockbox_connections_turned_away_total 1") != std::string::npos);
}
