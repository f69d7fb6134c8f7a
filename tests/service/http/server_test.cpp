#include <future>
#include <thread>

#include "service/http/served.h"
#include "support/catch.h"

using namespace lockbox::service::http;
using lockbox::test::RawClient;
using lockbox::test::Served;
using lockbox::test::text_response;

namespace {

/// Echoes the body at /echo and answers "hello" at /hello.
void script(Served& served) {
  served.service.handlers["/hello"] = [](const Request&) { return text_response("hello"); };
  served.service.handlers["/echo"] = [](const Request& request) {
    return text_response(request.body);
  };
}

/// A handler that waits until the test opens the gate.
class Gate {
 public:
  Response pass() {
    begun_.set_value();
    opened_.wait();
    return text_response("passed");
  }
  void wait_until_begun() { begun_.get_future().wait(); }
  void open() { gate_.set_value(); }

 private:
  std::promise<void> begun_;
  std::promise<void> gate_;
  std::shared_future<void> opened_ = gate_.get_future().share();
};

std::string post(const std::string& fields, const std::string& body) {
  return "POST /echo HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

}  // namespace

TEST_CASE("Requests follow one another on one connection", "[http][server]") {
  Served served;
  script(served);
  served.start();
  auto client = served.client();
  for (int count = 0; count < 3; ++count) {
    client.ask("GET", "/hello");
    const auto response = client.read_response();
    CHECK(response.status == 200);
    CHECK(response.body == "hello");
    CHECK(response.headers.find("Connection") == "keep-alive");
  }
  CHECK(served.server->open_connections() == 1);
}

TEST_CASE("Requests sent at once are answered in their order", "[http][server]") {
  Served served;
  script(served);
  served.start();
  auto client = served.client();
  std::string burst;
  for (int count = 0; count < 50; ++count)
    burst += post("Content-Length: 2\r\n", std::to_string(10 + count));
  client.send(burst);
  for (int count = 0; count < 50; ++count)
    REQUIRE(client.read_response().body == std::to_string(10 + count));
}

TEST_CASE("HEAD is answered with the head of GET alone", "[http][server]") {
  Served served;
  script(served);
  served.start();
  auto client = served.client();
  client.ask("HEAD", "/hello");
  CHECK(client.read_head().headers.find("Content-Length") == "5");
  client.ask("GET", "/hello");
  CHECK(client.read_response().body == "hello");
}

TEST_CASE("Each answer carries its own number and no two are the same", "[http][server]") {
  Served served;
  script(served);
  served.start();
  auto client = served.client();
  client.ask("GET", "/hello", "X-Request-Id: forged\r\n");
  const std::string first{*client.read_response().headers.find("X-Request-Id")};
  client.ask("GET", "/nowhere");
  const auto second = client.read_response();
  CHECK(second.status == 404);
  CHECK(first.size() == 32);
  CHECK(first != "forged");
  CHECK(first != *second.headers.find("X-Request-Id"));
}

TEST_CASE("A large body goes there and back", "[http][server]") {
  Served served;
  script(served);
  served.start();
  auto client = served.client();
  const std::string body(900'000, 'x');
  std::thread sender{
      [&] { client.send(post("Content-Length: " + std::to_string(body.size()) + "\r\n", body)); }};
  sender.join();
  CHECK(client.read_response().body == body);
}

TEST_CASE("A body that is too long is refused before it is read", "[http][server]") {
  Served served;
  script(served);
  served.service.body_bytes_max = 100;
  served.start();
  auto told = served.client();
  told.send(post("Content-Length: 999999999\r\n", "the first of many"));
  const auto response = told.read_response();
  CHECK(response.status == 413);
  CHECK(response.headers.find("Connection") == "close");
  CHECK(response.headers.find("Content-Type") == "application/problem+json");
  CHECK(told.closed_by_server());
  auto chunked = served.client();
  chunked.send(post("Transfer-Encoding: chunked\r\n", "ff\r\n" + std::string(255, 'x')));
  CHECK(chunked.read_response().status == 413);
}

TEST_CASE("A client that asks first is told to go on", "[http][server]") {
  Served served;
  script(served);
  served.start();
  auto client = served.client();
  client.send(post("Content-Length: 5\r\nExpect: 100-continue\r\n", ""));
  REQUIRE(client.read_head().status == 100);
  client.send("hello");
  CHECK(client.read_response().body == "hello");
}

TEST_CASE("A client that asks first is told of the refusal at once", "[http][server]") {
  Served served;
  script(served);
  served.service.body_bytes_max = 4;
  served.start();
  auto client = served.client();
  client.send(post("Content-Length: 5\r\nExpect: 100-continue\r\n", ""));
  CHECK(client.read_response().status == 413);
}

TEST_CASE("A malformed request is answered and the connection closed", "[http][server]") {
  Served served;
  served.start();
  auto client = served.client();
  client.send("GET /../secret HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto response = client.read_response();
  CHECK(response.status == 400);
  CHECK(response.headers.find("Content-Security-Policy"));
  CHECK(response.headers.find("X-Request-Id"));
  CHECK(client.closed_by_server());
  CHECK(served.observer.statuses() == std::vector{400});
}

TEST_CASE("An answer given at the header asks no worker", "[http][server]") {
  Served served;
  served.service.admissions["/healthz"] = {.answer = text_response("alive")};
  served.start();
  auto client = served.client();
  client.ask("GET", "/healthz");
  CHECK(client.read_response().body == "alive");
  client.ask("GET", "/healthz");
  CHECK(client.read_response().body == "alive");
  client.send("POST /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc");
  CHECK(client.read_response().headers.find("Connection") == "close");
}

TEST_CASE("A handler that throws costs one request and no connection", "[http][server]") {
  Served served;
  script(served);
  served.service.handlers["/throws"] = [](const Request&) -> Response {
    throw std::runtime_error{"the disk is gone"};
  };
  served.start();
  auto client = served.client();
  client.ask("GET", "/throws");
  const auto response = client.read_response();
  CHECK(response.status == 500);
  CHECK(response.body.find(*response.headers.find("X-Request-Id")) != std::string::npos);
  CHECK(response.body.find("disk") == std::string::npos);
  CHECK(served.observer.failure() == "the disk is gone");
  client.ask("GET", "/hello");
  CHECK(client.read_response().status == 200);
}

TEST_CASE("When all workers are busy and the queue is full, the answer is 503 at once",
          "[http][server]") {
  Served served{{.handlers = {.workers = 1, .long_workers_max = 1, .waiting_max = 1}}};
  script(served);
  Gate gate;
  served.service.handlers["/gate"] = [&](const Request&) { return gate.pass(); };
  served.start();
  auto running = served.client();
  running.ask("GET", "/gate");
  gate.wait_until_begun();
  // Of these one waits for the worker and the others are refused; which one, the sockets decide.
  std::vector<RawClient> clients;
  for (int count = 0; count < 4; ++count) clients.push_back(served.client());
  for (auto& client : clients) client.ask("GET", "/hello");
  while (served.observer.statuses().size() < 3) std::this_thread::yield();
  gate.open();
  CHECK(running.read_response().body == "passed");
  std::map<int, int> answers;
  for (auto& client : clients) {
    const auto response = client.read_response();
    ++answers[response.status];
    if (response.status == 503) CHECK(response.headers.find("Retry-After") == "1");
  }
  CHECK(answers == std::map<int, int>{{200, 1}, {503, 3}});
}

TEST_CASE("A stop answers requests under way and takes no more", "[http][server]") {
  Served served;
  script(served);
  Gate gate;
  served.service.handlers["/gate"] = [&](const Request&) { return gate.pass(); };
  served.start();
  auto idle = served.client();
  idle.ask("GET", "/hello");
  REQUIRE(idle.read_response().status == 200);
  auto busy = served.client();
  busy.ask("GET", "/gate");
  gate.wait_until_begun();
  auto stopped =
      std::async(std::launch::async, [&] { return served.server->stop(std::chrono::seconds{20}); });
  CHECK(idle.closed_by_server());
  gate.open();
  const auto response = busy.read_response();
  CHECK(response.body == "passed");
  CHECK(response.headers.find("Connection") == "close");
  busy.end_sending();
  CHECK(stopped.get());
  CHECK(served.server->open_connections() == 0);
}

TEST_CASE("A stop whose time is over closes what is left", "[http][server]") {
  Served served;
  Gate gate;
  served.service.handlers["/gate"] = [&](const Request&) { return gate.pass(); };
  served.start();
  auto busy = served.client();
  busy.ask("GET", "/gate");
  gate.wait_until_begun();
  auto stopped = std::async(std::launch::async,
                            [&] { return served.server->stop(std::chrono::milliseconds{1}); });
  CHECK(busy.closed_by_server());
  gate.open();
  CHECK_FALSE(stopped.get());
}

TEST_CASE("A port that is taken, an address that is none and a missing key are named",
          "[http][server]") {
  Served served;
  served.start();
  lockbox::test::FixedClock clock;
  const auto refusal = [&](const Listen& listen) {
    const auto second =
        Server::start({.listens = {listen}}, {served.service, served.observer, clock});
    return second ? std::string{} : second.error().message;
  };
  CHECK(refusal({.port = served.port()}).find("in use") != std::string::npos);
  CHECK(refusal({.address = "localhost"}).find("no IP address") != std::string::npos);
  CHECK(refusal({.tls = TlsFiles{"/none.pem", "/none.key"}}).find("/none.pem") !=
        std::string::npos);
}

TEST_CASE("A server whose workers are all stuck does not respond", "[http][server]") {
  using namespace std::chrono_literals;
  ServerConfig config;
  config.handlers.workers = 1;
  Served served{config};
  Gate gate;
  served.service.handlers["/stuck"] = [&gate](const Request&) { return gate.pass(); };
  served.start();
  CHECK(served.server->responds_within(20s));
  const auto client = served.client();
  client.ask("GET", "/stuck");
  gate.wait_until_begun();
  CHECK_FALSE(served.server->responds_within(10ms));
  gate.open();
  CHECK(served.server->responds_within(20s));
}
