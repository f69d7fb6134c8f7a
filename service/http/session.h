#pragma once

/// @file
/// One connection from its first byte to its last.  For the sources of the server only.

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "service/http/address_quota.h"
#include "service/http/byte_stream.h"
#include "service/http/event_hub.h"
#include "service/http/handler_pool.h"
#include "service/http/limits.h"
#include "service/http/request_parser.h"
#include "service/http/server.h"

namespace lockbox::service::http {

/// What all connections of a server share.
struct Shared {
  const Limits limits;
  ServerPorts ports;
  HandlerPool& handlers;
  AddressQuota connections;
  AddressQuota event_streams;
  std::atomic<bool> draining = false;
};

/// All of it but the handler's own work happens on the one thread of the connection's event loop.
class Session final : public std::enable_shared_from_this<Session> {
 public:
  struct Connection {
    boost::asio::any_io_executor executor;
    std::unique_ptr<ByteStream> stream;
    Peer peer;
    AddressQuota::Place place;
    std::function<void(Session&)> on_close;  ///< Called once.
  };

  Session(Shared& shared, Connection connection);

  void start();
  /// Closes unless a request is under way, whose answer will then be the last.
  void drain();
  void close(Ending ending = Ending::Orderly);

 private:
  using Error = ByteStream::Error;
  using Milliseconds = std::chrono::milliseconds;

  void arm(Phase phase, Milliseconds timeout);
  void on_deadline();

  void next_request();
  void read(std::size_t bytes_max);
  void on_read(Error error, std::size_t bytes);
  void advance();
  void on_header();
  void read_body(const Admission& admission);
  void send_continue();

  void hand_over();
  void answer(Response response);
  void refuse(Response response);
  void report(bool refused_early);
  void send();
  void on_sent();
  void linger();
  void drop_input();

  void start_stream(std::shared_ptr<EventStream> events);
  void watch_reader();
  void on_event();
  void pump();
  void send_events(std::string text);

  Shared& shared_;
  const boost::asio::any_io_executor executor_;
  const std::unique_ptr<ByteStream> stream_;
  const Peer peer_;
  const AddressQuota::Place place_;
  const std::function<void(Session&)> on_close_;

  boost::asio::steady_timer deadline_;
  Phase phase_ = Phase::Handshake;
  bool closed_ = false;

  std::vector<char> chunk_;  ///< Where a read goes; small while the connection idles.
  std::string input_;        ///< Read and not yet parsed.
  std::optional<RequestParser> parser_;
  Lane lane_ = Lane::Quick;
  Request request_;
  std::size_t requests_ = 0;  ///< Also tells a late answer that its request is over.
  std::chrono::steady_clock::time_point header_done_;

  Response response_;
  std::string head_;
  bool keep_alive_ = false;
  std::size_t lingered_bytes_ = 0;

  std::shared_ptr<EventStream> events_;
  std::optional<AddressQuota::Place> event_place_;
  boost::asio::steady_timer lifetime_;
  bool writing_ = false;
  std::atomic<bool> woken_ = false;
};

}  // namespace lockbox::service::http
