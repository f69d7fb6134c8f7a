#include "service/http/event_hub.h"

#include "support/catch.h"

using namespace lockbox::service::http;
using lockbox::service::auth::Right;
using lockbox::service::auth::RightSet;

namespace {

constexpr std::size_t much = 1 << 20;

ServerEvent event(std::string data, RightSet audience = {}) {
  return {"batch", std::move(data), audience};
}

}  // namespace

TEST_CASE("A stream gets what is published after it opened", "[http][events]") {
  EventHub hub{10, "run"};
  hub.publish(event("1"));
  const auto stream = hub.open({}, std::nullopt);
  CHECK(stream->take(much) == "retry: 2000\nid: run-1\n\n");
  CHECK(stream->take(much).empty());
  hub.publish(event("{\"a\":\n2}"));
  CHECK(stream->take(much) == "id: run-2\nevent: batch\ndata: {\"a\":\ndata: 2}\n\n");
  CHECK(hub.open_streams() == 1);
}

TEST_CASE("A browser that comes back gets what it missed", "[http][events]") {
  EventHub hub{10, "run"};
  for (const auto* data : {"1", "2", "3"}) hub.publish(event(data));
  const auto text = hub.open({}, "run-1")->take(much);
  CHECK(text.find("data: 1") == std::string::npos);
  CHECK(text.find("data: 2\n\nid: run-3\nevent: batch\ndata: 3\n\n") != std::string::npos);
  CHECK(hub.open_streams() == 0);
}

TEST_CASE("Who missed more than is kept, or another run, loads anew", "[http][events]") {
  EventHub hub{2, "run"};
  for (const auto* data : {"1", "2", "3", "4"}) hub.publish(event(data));
  const auto* last = GENERATE("run-1", "earlier-4", "run-9", "run-x", "");
  const auto text = hub.open({}, last)->take(much);
  CHECK(text.find("id: run-4\nevent: resync\n") != std::string::npos);
  CHECK(text.find("event: batch") == std::string::npos);
}

TEST_CASE("A slow reader is told to load anew and holds no events back", "[http][events]") {
  EventHub hub{2, "run"};
  const auto stream = hub.open({}, std::nullopt);
  for (int count = 0; count < 1'000; ++count) hub.publish(event("x"));
  const auto text = stream->take(much);
  CHECK(text.find("id: run-1000\nevent: resync\n") != std::string::npos);
  CHECK(text.size() < 100);
}

TEST_CASE("A stream hands out a bounded piece at a time", "[http][events]") {
  EventHub hub{100, "run"};
  const auto stream = hub.open({}, std::nullopt);
  for (int count = 0; count < 100; ++count) hub.publish(event(std::string(100, 'x')));
  std::size_t events = 0;
  for (auto text = stream->take(1'000); !text.empty(); text = stream->take(1'000)) {
    CHECK(text.size() < 1'300);
    for (auto at = text.find("event:"); at != std::string::npos; at = text.find("event:", at + 1))
      ++events;
  }
  CHECK(events == 100);
}

TEST_CASE("An event reaches only those who may see it", "[http][events]") {
  EventHub hub{10, "run"};
  const auto keyer = hub.open({Right::Key}, std::nullopt);
  const auto auditor = hub.open({Right::Audit}, std::nullopt);
  hub.publish(event("secret", {Right::Audit, Right::CloseDay}));
  hub.publish(event("open"));
  CHECK(keyer->take(much).find("secret") == std::string::npos);
  CHECK(auditor->take(much).find("secret") != std::string::npos);
}

TEST_CASE("A reader is woken for each event until it lets go", "[http][events]") {
  EventHub hub{10, "run"};
  const auto stream = hub.open({}, std::nullopt);
  int woken = 0;
  stream->on_arrival([&] { ++woken; });
  hub.publish(event("1"));
  hub.publish(event("2"));
  CHECK(woken == 2);
  stream->on_arrival({});
  hub.publish(event("3"));
  CHECK(woken == 2);
}
