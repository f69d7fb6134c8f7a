// Every phase of a connection ends in time, whatever the client does.

#include <future>

#include "service/http/served.h"
#include "support/catch.h"

using namespace lockbox::service::http;
using lockbox::test::Served;
using lockbox::test::text_response;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds soon{60};

}  // namespace

TEST_CASE("A connection that says nothing is closed", "[http][deadline]") {
  auto served = Served{{.limits = {.header_timeout = soon}}};
  served.start();
  auto client = served.client();
  CHECK(client.closed_by_server());
  CHECK(served.observer.timeouts(Phase::Header) == 1);
}

TEST_CASE("A header that drips in is cut off at its deadline, not after each byte",
          "[http][deadline]") {
  auto served = Served{{.limits = {.header_timeout = milliseconds{300}}}};
  served.start();
  auto client = served.client();
  client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
  int bytes = 0;
  while (!client.closed_within(20) && bytes < 500) {
    client.send("x");
    ++bytes;
  }
  CHECK(bytes > 2);
  CHECK(bytes < 100);
  CHECK(served.observer.timeouts(Phase::Header) == 1);
}

TEST_CASE("A body that does not come is not waited for", "[http][deadline]") {
  auto served = Served{{.limits = {.body_timeout = soon}}};
  served.start();
  auto client = served.client();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
  CHECK(client.closed_by_server());
  CHECK(served.observer.timeouts(Phase::Body) == 1);
}

TEST_CASE("A connection that idles after an answer is closed", "[http][deadline]") {
  auto served = Served{{.limits = {.idle_timeout = soon}}};
  served.start();
  auto client = served.client();
  client.ask("GET", "/");
  CHECK(client.read_response().status == 404);
  CHECK(client.closed_by_server());
  CHECK(served.observer.timeouts(Phase::Idle) == 1);
}

TEST_CASE("An answer that takes too long is given up, and comes too late without harm",
          "[http][deadline]") {
  auto served = Served{{.limits = {.handler_timeout = soon}}};
  std::promise<void> gate;
  served.service.handlers["/slow"] = [opened = gate.get_future().share()](const Request&) {
    opened.wait();
    return text_response("late");
  };
  served.start();
  auto client = served.client();
  client.ask("GET", "/slow");
  const auto response = client.read_response();
  CHECK(response.status == 503);
  CHECK(response.headers.find("Retry-After") == "5");
  gate.set_value();
  CHECK(client.closed_by_server());
  client.end_sending();
  CHECK(served.server->stop(std::chrono::seconds{20}));
  CHECK(served.observer.timeouts(Phase::Handler) == 1);
  CHECK(served.observer.statuses() == std::vector{503});
}

TEST_CASE("A client that does not read its answer is dropped", "[http][deadline]") {
  Limits limits;
  limits.write_timeout = soon;
  limits.slowest_bytes_per_s = 1 << 30;
  auto served = Served{{.limits = limits}};
  served.service.handlers["/large"] = [](const Request&) {
    return text_response(std::string(32 << 20, 'x'));
  };
  served.start();
  auto client = served.client();
  client.shrink_receive_buffer();
  client.ask("GET", "/large");
  CHECK(client.closed_within(20'000));
  CHECK(served.observer.timeouts(Phase::Write) == 1);
}

TEST_CASE("A client that keeps sending after a refusal is dropped", "[http][deadline]") {
  auto served = Served{{.limits = {.linger_timeout = soon}}};
  served.service.body_bytes_max = 1;
  served.start();
  auto client = served.client();
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n");
  CHECK(client.read_response().status == 413);
  bool accepted = true;
  for (int count = 0; accepted && count < 10'000; ++count)
    accepted = client.send(std::string(16 << 10, 'x'));
  CHECK_FALSE(accepted);
}

TEST_CASE("The time for a transfer grows with its length", "[http][deadline]") {
  const Limits limits;
  CHECK(limits.with_transfer(milliseconds{100}, 0) == milliseconds{100});
  CHECK(limits.with_transfer(milliseconds{100}, 10 * limits.slowest_bytes_per_s) ==
        milliseconds{10'100});
}

TEST_CASE("No more connections are held than allowed", "[http][deadline]") {
  auto served = Served{{.limits = {.connections_per_address_max = 2}}};
  served.start();
  auto first = served.client();
  auto second = served.client();
  for (auto* client : {&first, &second}) {
    client->ask("GET", "/");
    REQUIRE(client->read_response().status == 404);
  }
  auto third = served.client();
  CHECK(third.closed_by_server());
  CHECK(served.observer.turned_away_count == 1);
  first.ask("GET", "/");
  CHECK(first.read_response().status == 404);
}
