#include "service/http/event_loop.h"

#include <sys/socket.h>

#include <chrono>
#include <utility>

#include <boost/asio/post.hpp>

namespace lockbox::service::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using SystemError = boost::system::error_code;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

/// With no file descriptor left, the next try waits for one to come free.
constexpr std::chrono::milliseconds accept_pause{100};

/// The future is ready once `work` has run on the loop.
template <class Work>
std::future<void> run_on(asio::io_context& context, Work work) {
  auto done = std::make_shared<std::promise<void>>();
  auto future = done->get_future();
  asio::post(context, [done, work = std::move(work)] {
    work();
    done->set_value();
  });
  return future;
}

}  // namespace

EventLoop::EventLoop(Shared& shared) : shared_{shared}, work_{context_.get_executor()} {
}

EventLoop::~EventLoop() {
  stop();
}

Result<void> EventLoop::listen(const Door& door) {
  auto acceptor = std::make_unique<Acceptor>(
      Acceptor{tcp::acceptor{context_}, asio::steady_timer{context_}, door.tls});
  SystemError error;
  auto& socket = acceptor->socket;
  socket.open(door.endpoint.protocol(), error);
  if (!error) socket.set_option(tcp::acceptor::reuse_address{true}, error);
  if (!error) socket.set_option(ReusePort{true}, error);
  if (!error) socket.bind(door.endpoint, error);
  if (!error) socket.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    return fail(ErrorCode::Unavailable, "Cannot listen at " + door.endpoint.address().to_string() +
                                            " port " + std::to_string(door.endpoint.port()) + ": " +
                                            error.message() + ".");
  acceptors_.push_back(std::move(acceptor));
  return {};
}

void EventLoop::run() {
  for (auto& acceptor : acceptors_) accept(*acceptor);
  thread_ = std::thread{[this] { context_.run(); }};
}

std::future<void> EventLoop::beat() {
  return run_on(context_, [] {});
}

std::future<void> EventLoop::drain() {
  return run_on(context_, [this] {
    for (auto& acceptor : acceptors_) {
      SystemError ignored;  // It is gone either way.
      acceptor->pause.cancel();
      acceptor->socket.close(ignored);
    }
    for (const auto& session : sessions()) session->drain();
  });
}

std::future<void> EventLoop::close_all() {
  return run_on(context_, [this] {
    for (const auto& session : sessions()) session->close(Ending::Abort);
  });
}

void EventLoop::stop() {
  work_.reset();
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

void EventLoop::accept(Acceptor& acceptor) {
  acceptor.socket.async_accept([this, &acceptor](SystemError error, tcp::socket socket) {
    on_accept(acceptor, error, std::move(socket));
  });
}

void EventLoop::on_accept(Acceptor& acceptor, SystemError error, tcp::socket socket) {
  if (!acceptor.socket.is_open()) return;
  if (error == asio::error::no_descriptors || error == asio::error::no_memory ||
      error == boost::system::errc::too_many_files_open_in_system) {
    acceptor.pause.expires_after(accept_pause);
    acceptor.pause.async_wait([this, &acceptor](SystemError cancelled) {
      if (!cancelled && acceptor.socket.is_open()) accept(acceptor);
    });
    return;
  }
  if (!error) take_in(acceptor, std::move(socket));
  accept(acceptor);
}

void EventLoop::take_in(const Acceptor& acceptor, tcp::socket socket) {
  SystemError error;
  const auto remote = socket.remote_endpoint(error);
  if (error) return;  // The peer has gone again.
  Peer peer{remote.address().to_string(), acceptor.tls ? Transport::Tls : Transport::Plain};
  auto place = shared_.connections.try_enter(peer.address);
  if (!place) {
    shared_.ports.observer.turned_away();
    socket.set_option(asio::socket_base::linger{true, 0}, error);
    return;
  }
  socket.set_option(tcp::no_delay{true}, error);
  auto stream =
      acceptor.tls ? tls_stream(std::move(socket), *acceptor.tls) : plain_stream(std::move(socket));
  const auto session = std::make_shared<Session>(
      shared_, Session::Connection{context_.get_executor(), std::move(stream), std::move(peer),
                                   std::move(*place),
                                   [this](Session& closed) { sessions_.erase(&closed); }});
  sessions_.emplace(session.get(), session);
  session->start();
}

std::vector<std::shared_ptr<Session>> EventLoop::sessions() const {
  std::vector<std::shared_ptr<Session>> open;
  for (const auto& [address, weak] : sessions_)
    if (auto session = weak.lock()) open.push_back(std::move(session));
  return open;
}

}  // namespace lockbox::service::http
