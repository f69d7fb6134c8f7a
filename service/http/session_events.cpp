// The part of a connection's life in which it is a stream of events.

#include <utility>

#include <boost/asio/post.hpp>

#include "service/http/response_head.h"
#include "service/http/session.h"

namespace lockbox::service::http {
namespace {

namespace asio = boost::asio;

constexpr std::size_t event_bytes_max = 16 << 10;
constexpr std::size_t reader_chunk_bytes = 64;  ///< A reader of events has nothing to say.

}  // namespace

void Session::start_stream(std::shared_ptr<EventStream> events) {
  if (auto place = shared_.event_streams.try_enter(peer_.address)) {
    event_place_.emplace(std::move(*place));
  } else {
    auto full = Response::problem(503, "Too many screens are open; close some and load again.");
    full.headers.add("Retry-After", "30");
    response_ = std::move(full);
    return send();
  }
  keep_alive_ = false;  // The end of the connection is the end of the stream.
  events_ = std::move(events);
  head_ = head_of(response_, {.request_id = request_.request_id,
                              .transport = peer_.transport,
                              .keep_alive = false,
                              .now = shared_.ports.clock.now()});
  lifetime_.expires_after(shared_.limits.event_lifetime);
  lifetime_.async_wait([self = shared_from_this()](Error error) {
    if (!error) self->close();
  });
  // The stream can outlive this session only for as long as close() takes, hence the weak pointer.
  events_->on_arrival([weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self || self->woken_.exchange(true)) return;
    asio::post(self->executor_, [self] { self->on_event(); });
  });
  watch_reader();
  send_events(std::exchange(head_, {}));
}

void Session::watch_reader() {
  chunk_.resize(reader_chunk_bytes);
  stream_->read_some(asio::buffer(chunk_),
                     [self = shared_from_this()](Error error, std::size_t bytes) {
                       self->lingered_bytes_ += bytes;
                       if (error || self->closed_ || self->lingered_bytes_ > reader_chunk_bytes)
                         return self->close();
                       self->watch_reader();
                     });
}

void Session::on_event() {
  woken_ = false;
  pump();
}

void Session::pump() {
  if (closed_ || writing_) return;
  auto text = events_->take(event_bytes_max);
  if (text.empty()) return;
  send_events(std::move(text));
}

void Session::send_events(std::string text) {
  writing_ = true;
  head_ = std::move(text);
  // A reader that takes nothing is dropped: the hub waits for nobody.
  arm(Phase::Write, shared_.limits.write_timeout);
  stream_->write({asio::buffer(head_), asio::const_buffer{}},
                 [self = shared_from_this()](Error error) {
                   if (error || self->closed_) return self->close();
                   self->writing_ = false;
                   self->arm(Phase::Stream, self->shared_.limits.event_heartbeat);
                   self->pump();
                 });
}

}  // namespace lockbox::service::http
