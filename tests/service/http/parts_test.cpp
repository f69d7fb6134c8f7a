// The small parts of the server: head of a response, quotas, pool, headers.

#include <condition_variable>
#include <future>

#include "service/http/address_quota.h"
#include "service/http/descriptor_limit.h"
#include "service/http/handler_pool.h"
#include "service/http/response_head.h"
#include "support/catch.h"

using namespace lockbox::service::http;
using lockbox::Instant;

namespace {

constexpr Instant noon =
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{12};

std::string head(const Response& response, Transport transport = Transport::Plain) {
  return head_of(response, {"abc", transport, true, noon});
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Every response carries the fields that protect a browser", "[http]") {
  const auto text = head(Response::json(200, "{}"));
  CHECK(text.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(text.ends_with("\r\n\r\n"));
  for (const auto* field :
       {"Content-Security-Policy: default-src 'none'; script-src 'self'", "frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n",
        "Cache-Control: no-store\r\n", "X-Request-Id: abc\r\n", "Content-Length: 2\r\n",
        "Date: Mon, 23 Nov 2026 12:00:00 GMT\r\n", "Connection: keep-alive\r\n"})
    CHECK(has(text, field));
  CHECK_FALSE(has(text, "Strict-Transport-Security"));
  CHECK(has(head(Response{}, Transport::Tls), "Strict-Transport-Security: max-age=31536000\r\n"));
}

TEST_CASE("A response may set a protecting field itself", "[http]") {
  auto response = Response::json(200, "{}");
  response.headers.add("cache-control", "private");
  const auto text = head(response);
  CHECK(has(text, "cache-control: private\r\n"));
  CHECK_FALSE(has(text, "no-store"));
}

TEST_CASE("A field that would break out of its line is left out", "[http]") {
  Response response;
  response.headers.add("X-Bad", "a\r\nSet-Cookie: b=c");
  response.headers.add("X-Good", "a");
  const auto text = head(response);
  CHECK_FALSE(has(text, "Set-Cookie"));
  CHECK(has(text, "X-Good: a\r\n"));
}

TEST_CASE("A response without content tells no length", "[http]") {
  Response response;
  response.status = GENERATE(204, 304);
  CHECK_FALSE(has(head(response), "Content-Length"));
}

TEST_CASE("A cookie sent twice counts as none", "[http]") {
  Request request;
  request.headers.add("Cookie", "a=1; b=x=y; ab=3");
  CHECK(request.cookie("a") == "1");
  CHECK(request.cookie("b") == "x=y");
  CHECK_FALSE(request.cookie("c"));
  request.headers.add("cookie", "a=2");
  CHECK_FALSE(request.cookie("a"));
}

TEST_CASE("An address has its share of the places and no more", "[http]") {
  AddressQuota quota{3, 2};
  auto first = quota.try_enter("192.0.2.1");
  const auto second = quota.try_enter("192.0.2.1");
  REQUIRE((first && second));
  CHECK_FALSE(quota.try_enter("192.0.2.1"));
  const auto other = quota.try_enter("192.0.2.2");
  REQUIRE(other);
  CHECK_FALSE(quota.try_enter("192.0.2.3"));
  first.reset();
  CHECK(quota.count() == 2);
  CHECK(quota.try_enter("192.0.2.1"));
  CHECK_FALSE(quota.wait_until_empty(std::chrono::milliseconds{0}));
}

TEST_CASE("Connections leave files for the books", "[http]") {
  CHECK(connections_within(9'000, 20'000) == 9'000);
  CHECK(connections_within(9'000, 10'000) == 9'000);
  CHECK(connections_within(9'000, 4'096) == 3'096);
  CHECK(connections_within(9'000, 1'024) == 512);
  CHECK(connections_within(9'000, 0) == 0);
}

TEST_CASE("A network of IPv6 counts as one address", "[http]") {
  CHECK(quota_key("2001:db8:1:2:3::4") == quota_key("2001:db8:1:2::9"));
  CHECK(quota_key("2001:db8:1:2::1") != quota_key("2001:db8:1:3::1"));
  CHECK(quota_key("::ffff:192.0.2.1") != quota_key("::ffff:192.0.2.2"));
  CHECK(quota_key("192.0.2.1") == "192.0.2.1");
}

TEST_CASE("A pool that is full takes no more", "[http][pool]") {
  HandlerPool pool{{.workers = 1, .long_workers_max = 1, .waiting_max = 2}};
  std::promise<void> begun;
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  REQUIRE(pool.try_submit(Lane::Quick, [&](std::size_t) {
    begun.set_value();
    opened.wait();
  }));
  begun.get_future().wait();
  std::atomic<int> done = 0;
  const auto count = [&](std::size_t) { ++done; };
  CHECK(pool.try_submit(Lane::Quick, count));
  CHECK(pool.try_submit(Lane::Quick, count));
  CHECK_FALSE(pool.try_submit(Lane::Quick, count));
  CHECK(pool.waiting() == 2);
  std::promise<void> last;
  CHECK(pool.try_submit(Lane::Long, [&](std::size_t) { last.set_value(); }));
  gate.set_value();
  last.get_future().wait();
  CHECK(done == 2);
  pool.stop();
  CHECK_FALSE(pool.try_submit(Lane::Quick, count));
}

TEST_CASE("Long work leaves workers to quick work", "[http][pool]") {
  HandlerPool pool{{.workers = 2, .long_workers_max = 1, .waiting_max = 10}};
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  for (int count = 0; count < 5; ++count)
    REQUIRE(pool.try_submit(Lane::Long, [opened](std::size_t) { opened.wait(); }));
  std::promise<std::size_t> quick;
  REQUIRE(pool.try_submit(Lane::Quick, [&](std::size_t worker) { quick.set_value(worker); }));
  CHECK(quick.get_future().get() < 2);
  gate.set_value();
}
