#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "service/http/handler_pool.h"
#include "service/http/limits.h"
#include "service/http/service.h"

namespace lockbox::service::http {

/// PEM files: the certificate with its chain, and its private key.
struct TlsFiles {
  std::filesystem::path certificate_chain;
  std::filesystem::path private_key;
};

/// Where to listen; with `tls`, TLS 1.2 or 1.3 only.
struct Listen {
  std::string address = "127.0.0.1";  ///< IPv4 or IPv6, no name.
  std::uint16_t port = 0;             ///< 0 lets the system choose.
  std::optional<TlsFiles> tls = {};
};

struct ServerConfig {
  std::vector<Listen> listens = {};
  std::size_t socket_threads = 0;  ///< 0 is one for each core.
  HandlerPool::Size handlers = {};
  Limits limits = {};
};

/// What the service plugs into; all of it must outlive the server.
struct ServerPorts {
  Service& service;
  Observer& observer;
  const Clock& clock;
};

/// HTTP/1.1 over TCP and TLS.  Each thread of the sockets has its own event loop and its own
/// listening sockets (SO_REUSEPORT); handlers run on a bounded pool.
class Server {
 public:
  /// Listens and serves when it returns; names the address or file that is at fault.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(const ServerConfig& config,
                                                             ServerPorts ports);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// Stops without waiting for requests under way.
  ~Server();

  /// Takes no more connections, closes those that idle, answers requests under way, and closes what
  /// is left when `drain` is over.  Whether all of them were answered.
  bool stop(std::chrono::milliseconds drain);

  /// Whether every thread of the sockets, and one of the workers, comes to something new in time.
  [[nodiscard]] bool responds_within(std::chrono::milliseconds patience);

  /// The port of each `Listen`, in their order.
  [[nodiscard]] const std::vector<std::uint16_t>& ports() const;
  [[nodiscard]] std::size_t open_connections() const;
  [[nodiscard]] std::size_t open_event_streams() const;
  [[nodiscard]] std::size_t requests_waiting() const;

 private:
  class Running;
  explicit Server(std::unique_ptr<Running> running);
  std::unique_ptr<Running> running_;
};

}  // namespace lockbox::service::http
