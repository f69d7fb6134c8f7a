#include <sys/resource.h>

#include <algorithm>
#include <vector>

#include "service/http/served.h"
#include "support/catch.h"

using namespace lockbox::service::http;
using lockbox::test::RawClient;
using lockbox::test::Served;
using lockbox::test::text_response;

namespace {

constexpr std::size_t idle_clients = 8'000;
constexpr std::size_t dripping_clients = 500;
constexpr std::size_t requests = 200;

/// Each connection has an end here and an end in the server.
constexpr rlim_t descriptors_needed = 2 * (idle_clients + dripping_clients) + 500;

bool raise_descriptor_limit() {
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_max < descriptors_needed) return false;
  limit.rlim_cur = std::max(limit.rlim_cur, descriptors_needed);
  return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

}  // namespace

TEST_CASE("8,000 idle clients and 500 that drip keep nobody from an answer", "[http][crowd]") {
  if (!raise_descriptor_limit()) {
    WARN("Skipped: this user may not open " << descriptors_needed << " files.");
    return;
  }
  Limits limits;
  limits.connections_per_address_max = limits.connections_max;
  limits.header_timeout = std::chrono::minutes{5};
  Served served{{.limits = limits}};
  served.service.handlers["/hello"] = [](const Request&) { return text_response("hello"); };
  served.start();
  std::vector<RawClient> crowd;
  crowd.reserve(idle_clients + dripping_clients);
  for (std::size_t count = 0; count < idle_clients; ++count) crowd.push_back(served.client());
  std::vector<const RawClient*> dripping;
  for (std::size_t count = 0; count < dripping_clients; ++count) {
    crowd.push_back(served.client());
    dripping.push_back(&crowd.back());
    dripping.back()->send("POST /hello HTTP/1.1\r\nHost: a\r\n");
  }
  auto client = served.client();
  std::size_t answered = 0;
  for (std::size_t count = 0; count < requests; ++count) {
    for (const auto* drip : dripping) drip->send("X");
    client.ask("GET", "/hello");
    if (client.read_response().body == "hello") ++answered;
  }
  CHECK(answered == requests);
  CHECK(served.observer.statuses().size() == requests);
}
