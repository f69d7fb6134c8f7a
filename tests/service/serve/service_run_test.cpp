// The whole service on a port of loopback, from its first link to its last answer.

#include "service/serve/service_run.h"

#include <pthread.h>

#include <csignal>
#include <future>
#include <thread>

#include <boost/json.hpp>

#include "service/http/raw_client.h"
#include "service/ops/listening_manager.h"
#include "service/serve/init.h"
#include "support/catch.h"
#include "support/fixed_clock.h"
#include "support/temporary_directory.h"

namespace lockbox::service {
namespace {

/// A new office that is served on a thread of its own until it is told to stop.
class RunningOffice {
 public:
  RunningOffice() {
    InitRequest request;
    request.folder = folder_.path() / "elm";
    request.organisation = "Town of Elm";
    request.bank = "First Example Bank";
    const auto made = init_office(request, SystemClock{}).value();
    invitation = made.invitation_path;
    auto config = read_serve_config(made.config_file).value();
    config.listen_port = 0;
    std::promise<std::string> ready;
    thread_ = std::thread{[this, config, &ready] {
      outcome_ = run_service(config, [&ready](const std::string& at) { ready.set_value(at); });
      if (!outcome_) ready.set_value(outcome_.error().message);
    }};
    address = ready.get_future().get();
    if (address.starts_with("http://127.0.0.1:")) return;
    thread_.join();
    FAIL(address);
  }
  RunningOffice(const RunningOffice&) = delete;
  ~RunningOffice() {
    if (thread_.joinable()) (void)stop();
  }

  [[nodiscard]] Result<void> stop() {
    ::pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
    return outcome_;
  }

  [[nodiscard]] test::RawClient client() const {
    const auto port = std::stoi(address.substr(address.rfind(':') + 1));
    return test::RawClient{static_cast<std::uint16_t>(port)};
  }

  std::string address;
  std::string invitation;

 private:
  test::TemporaryDirectory folder_;
  Result<void> outcome_;
  std::thread thread_;
};

test::WireResponse post(test::RawClient& client, const std::string& target,
                        const std::string& body) {
  client.send("POST " + target +
              " HTTP/1.1\r\nHost: elm.example\r\nX-Lockbox: 1\r\n"
              "Content-Type: application/json\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
  return client.read_response();
}

TEST_CASE("A new office is served, its first link lets the administrator in", "[serve][run]") {
  RunningOffice office;
  auto client = office.client();
  client.ask("GET", "/readyz");
  CHECK(client.read_response().body == "ready\n");

  const auto token = office.invitation.substr(office.invitation.rfind('/'));
  CHECK(post(client, "/api/v1/invitations" + token, R"({"password":"nine quiet trains at dusk"})")
            .status == 204);
  const auto signed_in =
      post(client, "/api/v1/session", R"({"name":"admin","password":"nine quiet trains at dusk"})");
  REQUIRE(signed_in.status == 200);
  const auto set = std::string{signed_in.headers.find("Set-Cookie").value_or("")};
  const auto cookie = "Cookie: " + set.substr(0, set.find(';')) + "\r\n";

  client.ask("GET", "/api/v1/users", cookie);
  const auto users = client.read_response();
  CHECK(users.status == 200);
  CHECK(boost::json::parse(users.body).at("items").at(0).at("name") == "admin");
  client.ask("GET", "/api/v1/users");
  CHECK(client.read_response().status == 401);
}

TEST_CASE("The service says how it fares and stops when it is told to", "[serve][run]") {
  RunningOffice office;
  auto client = office.client();
  client.ask("GET", "/metrics");
  CHECK_THAT(client.read_response().body, Catch::Matchers::Contains("lockbox_open_connections 1"));
  CHECK(office.stop());
  CHECK(client.closed_within(1'000));
}

TEST_CASE("A manager with a watchdog hears from the service until it stops", "[serve][run]") {
  ::setenv("WATCHDOG_USEC", "40000", 1);
  const test::ListeningManager manager;
  RunningOffice office;
  CHECK(manager.heard() == "READY=1");
  CHECK(manager.heard() == "STATUS=serving at " + office.address);
  CHECK(manager.heard() == "WATCHDOG=1");
  CHECK(manager.heard() == "WATCHDOG=1");
  CHECK(office.stop());
  auto last = manager.heard();
  while (last == "WATCHDOG=1") last = manager.heard();
  CHECK(last == "STOPPING=1");
  ::unsetenv("WATCHDOG_USEC");
}

}  // namespace
}  // namespace lockbox::service
