#include "service/http/session.h"

#include <exception>
#include <utility>

#include <boost/asio/post.hpp>

#include "service/auth/token.h"
#include "service/http/response_head.h"

namespace lockbox::service::http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t small_read_bytes = 1 << 10;  ///< Enough for most requests without a body.
constexpr std::size_t large_read_bytes = 16 << 10;
constexpr std::size_t linger_bytes_max = 256 << 10;
constexpr std::string_view continue_head = "HTTP/1.1 100 Continue\r\n\r\n";

Response overloaded() {
  auto response = Response::problem(503, "The service is busy; try again in a moment.");
  response.headers.add("Retry-After", "1");
  return response;
}

Response respond_safely(const ServerPorts& ports, const Request& request, std::size_t worker) {
  std::string what = "an exception of unknown type";
  try {
    return ports.service.respond(request, worker);
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {  // Whatever it was, the other requests go on.
  }
  ports.observer.failed(request, what);
  return Response::problem(500, "Something went wrong here; tell an administrator the number " +
                                    request.request_id + ".");
}

}  // namespace

std::string_view name_of(Phase phase) {
  switch (phase) {
    case Phase::Handshake:
      return "handshake";
    case Phase::Header:
      return "header";
    case Phase::Body:
      return "body";
    case Phase::Handler:
      return "handler";
    case Phase::Write:
      return "write";
    case Phase::Idle:
      return "idle";
    case Phase::Stream:
      return "stream";
    case Phase::Linger:
      return "linger";
  }
  return "";
}

Session::Session(Shared& shared, Connection connection)
    : shared_{shared},
      executor_{connection.executor},
      stream_{std::move(connection.stream)},
      peer_{std::move(connection.peer)},
      place_{std::move(connection.place)},
      on_close_{std::move(connection.on_close)},
      deadline_{executor_},
      lifetime_{executor_} {
}

void Session::start() {
  arm(Phase::Handshake, shared_.limits.handshake_timeout);
  stream_->handshake([self = shared_from_this()](Error error) {
    if (error) return self->close();
    self->arm(Phase::Header, self->shared_.limits.header_timeout);
    self->next_request();
  });
}

void Session::drain() {
  const bool nothing_begun =
      phase_ == Phase::Idle || phase_ == Phase::Handshake || (phase_ == Phase::Header && !parser_);
  if (nothing_begun || events_) close();
}

void Session::close(Ending ending) {
  if (closed_) return;
  closed_ = true;
  on_close_(*this);
  deadline_.cancel();
  lifetime_.cancel();
  if (events_) events_->on_arrival({});
  events_.reset();
  event_place_.reset();
  stream_->close(ending);
}

void Session::arm(Phase phase, Milliseconds timeout) {
  phase_ = phase;
  deadline_.expires_after(timeout);
  deadline_.async_wait([self = shared_from_this()](Error error) {
    // A wait that had ended when the timer was set anew comes too late to count.
    const bool late = self->deadline_.expiry() > std::chrono::steady_clock::now();
    if (!error && !late && !self->closed_) self->on_deadline();
  });
}

void Session::on_deadline() {
  if (phase_ == Phase::Stream) return send_events(": still here\n\n");
  shared_.ports.observer.timed_out(phase_);
  if (phase_ != Phase::Handler) return close(Ending::Abort);
  ++requests_;  // The handler's answer, when it comes, belongs to no request.
  auto late = Response::problem(503, "The answer takes too long; look whether it was done.");
  late.headers.add("Retry-After", "5");
  refuse(std::move(late));
}

void Session::next_request() {
  parser_.reset();
  ++requests_;
  if (!input_.empty()) return advance();
  // Thousands idle: each keeps no more than it needs to hear of the next request.
  std::string{}.swap(input_);
  std::string{}.swap(head_);
  std::vector<char>{}.swap(chunk_);
  read(small_read_bytes);
}

void Session::read(std::size_t bytes_max) {
  chunk_.resize(bytes_max);
  stream_->read_some(
      asio::buffer(chunk_),
      [self = shared_from_this()](Error error, std::size_t bytes) { self->on_read(error, bytes); });
}

void Session::on_read(Error error, std::size_t bytes) {
  if (closed_) return;
  if (error) return close();
  input_.append(chunk_.data(), bytes);
  advance();
}

void Session::advance() {
  if (!parser_) {
    parser_.emplace(shared_.limits);
    arm(Phase::Header, shared_.limits.header_timeout);
  }
  switch (parser_->feed(input_)) {
    case RequestParser::State::Header:
    case RequestParser::State::Body:
      return read(large_read_bytes);
    case RequestParser::State::HeaderDone:
      return on_header();
    case RequestParser::State::Done:
      return hand_over();
    case RequestParser::State::Refused:
      if (request_.request_id.empty()) {  // It never got as far as a whole header.
        request_.request_id = auth::new_request_id();
        header_done_ = std::chrono::steady_clock::now();
      }
      return refuse(parser_->refusal());
  }
}

void Session::on_header() {
  header_done_ = std::chrono::steady_clock::now();
  auto& head = parser_->request();
  head.peer = peer_;
  head.request_id = auth::new_request_id();
  head.received_at = shared_.ports.clock.now();
  auto admission = shared_.ports.service.admit(head);
  request_ = head;
  if (!admission.answer) return read_body(admission);
  // A body that was not read would be taken for the next request.
  if (parser_->accept_body(0) == RequestParser::State::Done)
    answer(std::move(*admission.answer));
  else
    refuse(std::move(*admission.answer));
}

void Session::read_body(const Admission& admission) {
  lane_ = admission.lane;
  switch (parser_->accept_body(admission.body_bytes_max)) {
    case RequestParser::State::Done:
      return hand_over();
    case RequestParser::State::Refused:
      return refuse(parser_->refusal());
    default:
      break;
  }
  const auto told = parser_->body_bytes_told();
  arm(Phase::Body, shared_.limits.with_transfer(shared_.limits.body_timeout,
                                                told > 0 ? told : admission.body_bytes_max));
  if (parser_->expects_continue() && input_.empty()) return send_continue();
  advance();
}

void Session::send_continue() {
  stream_->write({asio::buffer(continue_head), asio::const_buffer{}},
                 [self = shared_from_this()](Error error) {
                   if (error || self->closed_) return self->close();
                   self->advance();
                 });
}

void Session::hand_over() {
  arm(Phase::Handler, shared_.limits.handler_timeout);
  // A task of the pool can be copied and a request is large, hence the shared one.
  auto request = std::make_shared<const Request>(std::move(parser_->request()));
  auto task = [self = shared_from_this(), request = std::move(request),
               number = requests_](std::size_t worker) {
    auto response = respond_safely(self->shared_.ports, *request, worker);
    asio::post(self->executor_, [self, number, response = std::move(response)]() mutable {
      if (!self->closed_ && self->requests_ == number) self->answer(std::move(response));
    });
  };
  if (!shared_.handlers.try_submit(lane_, std::move(task))) answer(overloaded());
}

void Session::answer(Response response) {
  keep_alive_ = parser_->keep_alive() && !shared_.draining &&
                requests_ < shared_.limits.requests_per_connection_max;
  response_ = std::move(response);
  report(false);
  send();
}

void Session::refuse(Response response) {
  keep_alive_ = false;
  response_ = std::move(response);
  report(request_.path.empty());
  send();
}

void Session::report(bool refused_early) {
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - header_done_);
  shared_.ports.observer.answered({request_, response_, took, refused_early});
}

void Session::send() {
  auto* events = std::get_if<std::shared_ptr<EventStream>>(&response_.body);
  if (events != nullptr && *events != nullptr && request_.method != Method::Head)
    return start_stream(std::move(*events));
  head_ = head_of(response_, {.request_id = request_.request_id,
                              .transport = peer_.transport,
                              .keep_alive = keep_alive_,
                              .now = shared_.ports.clock.now()});
  const bool head_only =
      request_.method == Method::Head || response_.status == 204 || response_.status == 304;
  const auto body = head_only ? std::string_view{} : body_of(response_);
  arm(Phase::Write, shared_.limits.with_transfer(shared_.limits.write_timeout, body.size()));
  stream_->write({asio::buffer(head_), asio::buffer(body)},
                 [self = shared_from_this()](Error error) {
                   if (error || self->closed_) return self->close();
                   self->on_sent();
                 });
}

void Session::on_sent() {
  response_ = {};
  request_ = {};
  if (!keep_alive_ || shared_.draining) return linger();
  arm(Phase::Idle, shared_.limits.idle_timeout);
  next_request();
}

void Session::linger() {
  // Closing with input unread resets the connection, and the client might never see its answer.
  arm(Phase::Linger, shared_.limits.linger_timeout);
  stream_->end_writing([self = shared_from_this()](Error error) {
    if (error || self->closed_) return self->close();
    self->drop_input();
  });
}

void Session::drop_input() {
  chunk_.resize(large_read_bytes);
  stream_->read_some(asio::buffer(chunk_),
                     [self = shared_from_this()](Error error, std::size_t bytes) {
                       self->lingered_bytes_ += bytes;
                       if (error || self->closed_ || self->lingered_bytes_ > linger_bytes_max)
                         return self->close();
                       self->drop_input();
                     });
}

}  // namespace lockbox::service::http
