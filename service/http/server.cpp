#include "service/http/server.h"

#include <algorithm>
#include <utility>

#include <boost/asio/io_context.hpp>

#include "service/http/descriptor_limit.h"
#include "service/http/event_loop.h"
#include "service/http/tls_context.h"

namespace lockbox::service::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

/// The endpoint, with the port that the system chose for port 0.  Several sockets of one program
/// may share a port, and so may those of two programs: binding once without sharing finds the
/// other.
Result<tcp::endpoint> free_endpoint(const Listen& listen) {
  boost::system::error_code error;
  const auto address = asio::ip::make_address(listen.address, error);
  if (error) return fail(ErrorCode::InvalidInput, "\"" + listen.address + "\" is no IP address.");
  const tcp::endpoint wanted{address, listen.port};
  asio::io_context context;
  tcp::acceptor probe{context};
  tcp::endpoint found;
  probe.open(wanted.protocol(), error);
  if (!error) probe.set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error) probe.bind(wanted, error);
  if (!error) found = probe.local_endpoint(error);
  if (error)
    return fail(ErrorCode::Unavailable, "Cannot listen at " + listen.address + " port " +
                                            std::to_string(listen.port) + ": " + error.message() +
                                            ".");
  return found;
}

Result<Door> door_of(const Listen& listen) {
  Door door;
  if (listen.tls) door.tls = TRY(make_tls_context(*listen.tls));
  door.endpoint = TRY(free_endpoint(listen));
  return door;
}

}  // namespace

class Server::Running {
 public:
  Running(const ServerConfig& config, ServerPorts ports)
      : handlers_{config.handlers},
        shared_{.limits = config.limits,
                .ports = ports,
                .handlers = handlers_,
                .connections = {reserve_connections(config.limits.connections_max),
                                config.limits.connections_per_address_max},
                .event_streams = {config.limits.event_streams_max,
                                  config.limits.event_streams_per_address_max}} {
    const auto threads = config.socket_threads > 0
                             ? config.socket_threads
                             : std::max<std::size_t>(1, std::thread::hardware_concurrency());
    for (std::size_t count = 0; count < threads; ++count)
      loops_.push_back(std::make_unique<EventLoop>(shared_));
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { stop(std::chrono::milliseconds{0}); }

  Result<void> start(const std::vector<Listen>& listens) {
    for (const auto& listen : listens) {
      const auto door = TRY(door_of(listen));
      ports_.push_back(door.endpoint.port());
      for (auto& loop : loops_) TRY(loop->listen(door));
    }
    for (auto& loop : loops_) loop->run();
    running_ = true;
    return {};
  }

  bool stop(std::chrono::milliseconds drain) {
    if (!std::exchange(running_, false)) return true;
    shared_.draining = true;
    on_all_loops(&EventLoop::drain);
    const bool drained = shared_.connections.wait_until_empty(drain);
    on_all_loops(&EventLoop::close_all);
    handlers_.stop();
    for (auto& loop : loops_) loop->stop();
    return drained;
  }

  bool responds_within(std::chrono::milliseconds patience) {
    const auto until = std::chrono::steady_clock::now() + patience;
    // The worker may come to it after this has given up.
    const auto worked = std::make_shared<std::promise<void>>();
    std::vector<std::future<void>> beats;
    beats.push_back(worked->get_future());
    if (!handlers_.try_submit_first([worked](std::size_t /*worker*/) { worked->set_value(); })) {
      return false;
    }
    for (auto& loop : loops_) beats.push_back(loop->beat());
    return std::ranges::all_of(beats, [until](const std::future<void>& beat) {
      return beat.wait_until(until) == std::future_status::ready;
    });
  }

  [[nodiscard]] const std::vector<std::uint16_t>& ports() const { return ports_; }
  [[nodiscard]] const Shared& shared() const { return shared_; }

 private:
  void on_all_loops(std::future<void> (EventLoop::*work)()) {
    std::vector<std::future<void>> done;
    for (auto& loop : loops_) done.push_back(((*loop).*work)());
    for (auto& future : done) future.wait();
  }

  HandlerPool handlers_;
  Shared shared_;
  std::vector<std::unique_ptr<EventLoop>> loops_;  ///< After what their connections use.
  std::vector<std::uint16_t> ports_;
  bool running_ = false;
};

Server::Server(std::unique_ptr<Running> running) : running_{std::move(running)} {
}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(const ServerConfig& config, ServerPorts ports) {
  auto running = std::make_unique<Running>(config, ports);
  TRY(running->start(config.listens));
  return std::unique_ptr<Server>{new Server{std::move(running)}};
}

bool Server::stop(std::chrono::milliseconds drain) {
  return running_->stop(drain);
}
bool Server::responds_within(std::chrono::milliseconds patience) {
  return running_->responds_within(patience);
}
const std::vector<std::uint16_t>& Server::ports() const {
  return running_->ports();
}
std::size_t Server::open_connections() const {
  return running_->shared().connections.count();
}
std::size_t Server::open_event_streams() const {
  return running_->shared().event_streams.count();
}
std::size_t Server::requests_waiting() const {
  return running_->shared().handlers.waiting();
}

}  // namespace lockbox::service::http
