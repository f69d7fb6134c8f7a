#include "service/http/event_hub.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <mutex>
#include <set>
#include <utility>

#include "core/check.h"

namespace lockbox::service::http {
namespace {

/// How long a browser waits before it asks again.
constexpr std::string_view opening = "retry: 2000\n";

std::string block_of(std::string_view id, std::string_view name, std::string_view data) {
  std::string block = "id: " + std::string{id} + "\nevent: " + std::string{name} + "\n";
  for (std::size_t at = 0; at <= data.size();) {
    const auto end = std::min(data.find('\n', at), data.size());
    block += "data: " + std::string{data.substr(at, end - at)} + "\n";
    at = end + 1;
  }
  return block + "\n";
}

}  // namespace

struct EventHub::State {
  struct Kept {
    std::string block;
    auth::RightSet audience;
  };

  [[nodiscard]] std::size_t first() const { return published - kept.size() + 1; }
  [[nodiscard]] std::string id(std::size_t number) const {
    return epoch + "-" + std::to_string(number);
  }
  /// The number in an id of this run; nothing for any other text.
  [[nodiscard]] std::optional<std::size_t> number_of(std::string_view event_id) const {
    if (!event_id.starts_with(epoch + "-")) return std::nullopt;
    const auto digits = event_id.substr(epoch.size() + 1);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
  }

  const std::size_t events_kept;
  const std::string epoch;
  std::mutex mutex;
  std::size_t published = 0;  ///< The number of the last event.
  std::deque<Kept> kept;
  std::set<EventStream*> streams;
};

EventHub::EventHub(std::size_t events_kept, std::string epoch)
    : state_{new State{events_kept, std::move(epoch), {}, 0, {}, {}}} {
  ENSURE(events_kept > 0);
}

void EventHub::publish(const ServerEvent& event) {
  ENSURE(event.name.find_first_of("\r\n") == std::string::npos);
  const std::lock_guard lock{state_->mutex};
  ++state_->published;
  state_->kept.push_back(
      {block_of(state_->id(state_->published), event.name, event.data), event.audience});
  if (state_->kept.size() > state_->events_kept) state_->kept.pop_front();
  for (const auto* stream : state_->streams)
    if (stream->wake_) stream->wake_();
}

std::shared_ptr<EventStream> EventHub::open(auth::RightSet rights,
                                            std::optional<std::string_view> last_event_id) {
  std::shared_ptr<EventStream> stream{new EventStream{state_, rights}};
  const std::lock_guard lock{state_->mutex};
  stream->unsent_ = opening;
  stream->next_ = state_->published + 1;
  if (last_event_id) {
    const auto last = state_->number_of(*last_event_id);
    // One from another run, or from the future, lies behind nothing that is kept.
    stream->next_ = last && *last <= state_->published ? *last + 1 : 0;
  }
  stream->unsent_ += "id: " + state_->id(state_->published) + "\n\n";
  state_->streams.insert(stream.get());
  return stream;
}

std::size_t EventHub::open_streams() const {
  const std::lock_guard lock{state_->mutex};
  return state_->streams.size();
}

EventStream::EventStream(std::shared_ptr<EventHub::State> hub, auth::RightSet rights)
    : hub_{std::move(hub)}, rights_{rights} {
}

EventStream::~EventStream() {
  const std::lock_guard lock{hub_->mutex};
  hub_->streams.erase(this);
}

std::string EventStream::take(std::size_t bytes_max) {
  const std::lock_guard lock{hub_->mutex};
  auto text = std::exchange(unsent_, {});
  if (next_ < hub_->first()) {
    text += block_of(hub_->id(hub_->published), "resync", "{}");
    next_ = hub_->published + 1;
  }
  for (; next_ <= hub_->published && text.size() < bytes_max; ++next_) {
    const auto& event = hub_->kept[next_ - hub_->first()];
    if (event.audience.empty() || event.audience.meets(rights_)) text += event.block;
  }
  return text;
}

void EventStream::on_arrival(std::function<void()> wake) {
  const std::lock_guard lock{hub_->mutex};
  wake_ = std::move(wake);
}

}  // namespace lockbox::service::http
