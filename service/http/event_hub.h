#pragma once

/// @file
/// Server-sent events (HTML living standard, section 9.2): one hub, a reader for each open stream.

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "service/auth/rights.h"

namespace lockbox::service::http {

class EventStream;

struct ServerEvent {
  std::string name;         ///< "batch", "task", ...; one line.
  std::string data;         ///< JSON.
  auth::RightSet audience;  ///< Who gets it: holders of any of these; everybody if empty.
};

/// The last events, kept once for all readers.  A reader that falls behind what is kept costs
/// nothing: it is told to load anew (`resync`) and goes on from there.
class EventHub {
 public:
  /// `epoch` tells this run of the service from earlier ones, for ids start at 1 in each.
  EventHub(std::size_t events_kept, std::string epoch);

  void publish(const ServerEvent& event);
  /// A stream from behind `last_event_id`, or from now without one.  To miss nothing, a page opens
  /// its stream first and loads its data then.
  [[nodiscard]] std::shared_ptr<EventStream> open(auth::RightSet rights,
                                                  std::optional<std::string_view> last_event_id);
  [[nodiscard]] std::size_t open_streams() const;

 private:
  friend class EventStream;
  struct State;
  std::shared_ptr<State> state_;
};

/// A reader's place in the hub.
class EventStream {
 public:
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;
  ~EventStream();

  /// What has come since the last call, as text/event-stream and about `bytes_max` at most; empty
  /// if nothing has.
  [[nodiscard]] std::string take(std::size_t bytes_max);
  /// `wake` is called, from whichever thread publishes, for each event published from now on.  It
  /// must neither block nor call the hub.
  void on_arrival(std::function<void()> wake);

 private:
  friend class EventHub;
  EventStream(std::shared_ptr<EventHub::State> hub, auth::RightSet rights);

  std::shared_ptr<EventHub::State> hub_;
  auth::RightSet rights_;
  std::size_t next_ = 0;  ///< The number of the event to send next.
  std::string unsent_;    ///< The opening words.
  std::function<void()> wake_;
};

}  // namespace lockbox::service::http
