#pragma once

/// @file
/// One thread with its sockets and timers.  For the sources of the server only.

#include <future>
#include <memory>
#include <thread>
#include <unordered_map>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "service/http/session.h"

namespace lockbox::service::http {

/// A place to listen at that is known to be free, with the context of its certificate.
struct Door {
  boost::asio::ip::tcp::endpoint endpoint;
  std::shared_ptr<boost::asio::ssl::context> tls;  ///< Null for plain TCP.
};

class EventLoop {
 public:
  explicit EventLoop(Shared& shared);
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  ~EventLoop();

  /// Before `run`.
  [[nodiscard]] Result<void> listen(const Door& door);
  void run();
  /// Done when the future is: nothing, but that the thread came to it.
  [[nodiscard]] std::future<void> beat();
  /// Done when the future is: no more connections are taken, the idle ones are closed.
  [[nodiscard]] std::future<void> drain();
  /// Done when the future is: every connection is closed.
  [[nodiscard]] std::future<void> close_all();
  /// Ends the thread.
  void stop();

 private:
  struct Acceptor {
    boost::asio::ip::tcp::acceptor socket;
    boost::asio::steady_timer pause;
    std::shared_ptr<boost::asio::ssl::context> tls;
  };

  void accept(Acceptor& acceptor);
  void on_accept(Acceptor& acceptor, boost::system::error_code error,
                 boost::asio::ip::tcp::socket socket);
  void take_in(const Acceptor& acceptor, boost::asio::ip::tcp::socket socket);
  [[nodiscard]] std::vector<std::shared_ptr<Session>> sessions() const;

  Shared& shared_;
  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::vector<std::unique_ptr<Acceptor>> acceptors_;
  std::unordered_map<Session*, std::weak_ptr<Session>> sessions_;
  std::thread thread_;
};

}  // namespace lockbox::service::http
