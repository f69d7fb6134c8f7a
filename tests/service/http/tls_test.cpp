#include <openssl/ssl.h>

#include <memory>

#include "service/http/served.h"
#include "service/http/test_certificate.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox::service::http;
using lockbox::test::RawClient;
using lockbox::test::Served;
using lockbox::test::text_response;

namespace {

/// A client's end of TLS over a raw connection.
class TlsClient {
 public:
  TlsClient(const RawClient& raw, int version_min, int version_max)
      : context_{SSL_CTX_new(TLS_client_method()), &SSL_CTX_free},
        ssl_{SSL_new(context_.get()), &SSL_free} {
    // The old versions are refused by this side too unless it lowers its own guard.
    SSL_set_security_level(ssl_.get(), 0);
    SSL_set_min_proto_version(ssl_.get(), version_min);
    SSL_set_max_proto_version(ssl_.get(), version_max);
    SSL_set_fd(ssl_.get(), raw.descriptor());
    connected_ = SSL_connect(ssl_.get()) == 1;
  }

  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] std::string version() const { return SSL_get_version(ssl_.get()); }

  /// The whole answer to a request that asks to close.
  std::string ask(const std::string& target) const {
    const auto text = "GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size()));
    std::string answer;
    std::array<char, 4096> chunk{};
    for (int got = 0; (got = SSL_read(ssl_.get(), chunk.data(), chunk.size())) > 0;)
      answer.append(chunk.data(), static_cast<std::size_t>(got));
    return answer;
  }

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  bool connected_ = false;
};

class TlsServed {
 public:
  explicit TlsServed(Limits limits = {})
      : served{{.listens = {{.tls = lockbox::test::write_test_certificate(folder.path())}},
                .limits = limits}} {
    served.service.handlers["/hello"] = [](const Request& request) {
      return text_response(request.peer.transport == Transport::Tls ? "hello, safe" : "hello");
    };
    served.start();
  }
  lockbox::test::TemporaryDirectory folder;
  Served served;
};

}  // namespace

TEST_CASE("A request goes through TLS 1.2 and 1.3", "[http][tls]") {
  const TlsServed tls;
  const auto version = GENERATE(TLS1_2_VERSION, TLS1_3_VERSION);
  const auto raw = tls.served.client();
  const TlsClient client{raw, version, version};
  REQUIRE(client.connected());
  CHECK(client.version() == (version == TLS1_2_VERSION ? "TLSv1.2" : "TLSv1.3"));
  const auto answer = client.ask("/hello");
  CHECK(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(answer.ends_with("hello, safe"));
  CHECK(answer.find("Strict-Transport-Security: max-age=31536000\r\n") != std::string::npos);
}

TEST_CASE("Older versions of TLS are refused", "[http][tls]") {
  const TlsServed tls;
  const auto raw = tls.served.client();
  CHECK_FALSE(TlsClient{raw, TLS1_VERSION, TLS1_1_VERSION}.connected());
}

TEST_CASE("Plain text where TLS is spoken is no request", "[http][tls]") {
  const TlsServed tls;
  auto client = tls.served.client();
  client.ask("GET", "/hello");
  CHECK(client.read_response().status == 0);
  CHECK(tls.served.observer.statuses().empty());
}

TEST_CASE("A handshake that does not come is not waited for", "[http][tls]") {
  const TlsServed tls{{.handshake_timeout = std::chrono::milliseconds{60}}};
  auto client = tls.served.client();
  CHECK(client.closed_by_server());
  CHECK(tls.served.observer.timeouts(Phase::Handshake) == 1);
}

TEST_CASE("A key that belongs to another certificate is refused by name", "[http][tls]") {
  const lockbox::test::TemporaryDirectory one;
  const lockbox::test::TemporaryDirectory other;
  auto files = lockbox::test::write_test_certificate(one.path());
  files.private_key = lockbox::test::write_test_certificate(other.path()).private_key;
  lockbox::test::ScriptedService service;
  lockbox::test::CountingObserver observer;
  const lockbox::test::FixedClock clock;
  const auto server = Server::start({.listens = {{.tls = files}}}, {service, observer, clock});
  REQUIRE_FALSE(server);
  CHECK(server.error().message.find(files.private_key.string()) != std::string::npos);
}
