#include "service/http/served.h"
#include "support/catch.h"

using namespace lockbox::service::http;
using lockbox::test::RawClient;
using lockbox::test::Served;
using std::chrono::milliseconds;

namespace {

/// A server with a hub at /events.
class Streams {
 public:
  explicit Streams(Limits limits = {}, std::size_t events_kept = 1'000)
      : hub{events_kept, "run"}, served{{.limits = limits}} {
    served.service.handlers["/events"] = [this](const Request& request) {
      return Response::stream(hub.open({}, request.headers.find("Last-Event-ID")));
    };
    served.start();
  }

  /// A client whose stream is open.
  RawClient reader(std::string_view fields = "") {
    auto client = served.client();
    client.ask("GET", "/events", fields);
    const auto head = client.read_head();
    REQUIRE(head.status == 200);
    REQUIRE(head.headers.find("Content-Type") == "text/event-stream");
    REQUIRE(client.read_until("\n\n"));
    return client;
  }

  EventHub hub;
  Served served;
};

}  // namespace

TEST_CASE("An event reaches every open stream", "[http][events]") {
  Streams streams;
  auto one = streams.reader();
  auto other = streams.reader();
  CHECK(streams.served.server->open_event_streams() == 2);
  streams.hub.publish({"batch", "{\"id\":7}", {}});
  for (auto* reader : {&one, &other})
    CHECK(reader->read_until("id: run-1\nevent: batch\ndata: {\"id\":7}\n\n"));
  streams.hub.publish({"task", "{}", {}});
  CHECK(one.read_until("event: task"));
}

TEST_CASE("A stream that comes back goes on where it was", "[http][events]") {
  Streams streams;
  streams.hub.publish({"batch", "1", {}});
  streams.hub.publish({"batch", "2", {}});
  auto reader = streams.reader("Last-Event-ID: run-1\r\n");
  CHECK(reader.read_until("data: 2"));
}

TEST_CASE("A stream in which nothing happens says that it lives", "[http][events]") {
  Streams streams{{.event_heartbeat = milliseconds{30}}};
  auto reader = streams.reader();
  CHECK(reader.read_until(": still here\n\n: still here\n\n"));
}

TEST_CASE("A stream ends in time for its right to be asked anew", "[http][events]") {
  Streams streams{{.event_lifetime = milliseconds{60}}};
  auto reader = streams.reader();
  CHECK_FALSE(reader.read_until("never"));
  CHECK(streams.served.server->stop(std::chrono::seconds{20}));
}

TEST_CASE("A reader that reads nothing is dropped and keeps nobody waiting", "[http][events]") {
  Streams streams{{.write_timeout = milliseconds{60}}};
  auto slow = streams.reader();
  slow.shrink_receive_buffer();
  auto quick = streams.reader();
  const std::string data(100'000, 'x');
  int published = 0;
  while (streams.hub.open_streams() == 2 && published < 100'000) {
    streams.hub.publish({"batch", data, {}});
    CHECK(quick.read_until("\n\n"));
    quick.forget_received();
    ++published;
  }
  CHECK(streams.hub.open_streams() == 1);
  streams.hub.publish({"last", "{}", {}});
  CHECK(quick.read_until("event: last"));
}

TEST_CASE("A reader that leaves is noticed at once", "[http][events]") {
  Streams streams;
  { const auto reader = streams.reader(); }
  auto other = streams.reader();
  while (streams.hub.open_streams() > 1) {
    streams.hub.publish({"batch", "{}", {}});
    REQUIRE(other.read_until("event: batch"));
    other.forget_received();
  }
  CHECK(streams.hub.open_streams() == 1);
}

TEST_CASE("An address that has all its streams is told to come later", "[http][events]") {
  Streams streams{{.event_streams_per_address_max = 1}};
  const auto reader = streams.reader();
  auto client = streams.served.client();
  client.ask("GET", "/events");
  const auto response = client.read_response();
  CHECK(response.status == 503);
  CHECK(response.headers.find("Retry-After") == "30");
}

TEST_CASE("HEAD of a stream is answered and ends", "[http][events]") {
  Streams streams;
  auto client = streams.served.client();
  client.ask("HEAD", "/events");
  CHECK(client.read_head().headers.find("Content-Type") == "text/event-stream");
  client.ask("GET", "/nowhere");
  CHECK(client.read_response().status == 404);
}

TEST_CASE("A stop ends open streams", "[http][events]") {
  Streams streams;
  auto reader = streams.reader();
  CHECK(streams.served.server->stop(std::chrono::seconds{20}));
  CHECK_FALSE(reader.read_until("never"));
}
