#include "capture/isolation/channel.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <utility>

#include "capture/isolation/byte_message.h"

namespace lockbox::capture {
namespace {

/// "LBP" and a digit that changes with the messages.
constexpr std::uint32_t protocol = 0x3150424CU;
constexpr std::size_t header_bytes = 8;

bool would_wait() {
  return errno == EAGAIN;  // The same as EWOULDBLOCK, says Linux.
}

}  // namespace

Channel::Channel(Channel&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {
}

Channel::~Channel() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

tl::expected<void, ChannelEnd> Channel::wait_for(short event, Deadline deadline) const {
  using std::chrono::milliseconds;
  for (;;) {
    const auto left =
        std::chrono::ceil<milliseconds>(*deadline - std::chrono::steady_clock::now()).count();
    if (left <= 0) return tl::unexpected(ChannelEnd::TimedOut);
    pollfd waited{descriptor_, event, 0};
    const int ready = ::poll(&waited, 1, static_cast<int>(std::min<std::int64_t>(left, INT_MAX)));
    // The end of the other side is an event too; the next call says so.
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return tl::unexpected(ChannelEnd::Closed);
  }
}

tl::expected<void, ChannelEnd> Channel::send_all(ByteView bytes, Deadline deadline) {
  const int flags = MSG_NOSIGNAL | (deadline ? MSG_DONTWAIT : 0);
  while (!bytes.empty()) {
    const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), flags);
    if (sent >= 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(sent));
    } else if (would_wait() && deadline) {
      if (auto waited = wait_for(POLLOUT, deadline); !waited) return waited;
    } else if (errno != EINTR) {
      return tl::unexpected(ChannelEnd::Closed);
    }
  }
  return {};
}

tl::expected<Bytes, ChannelEnd> Channel::receive_all(std::size_t bytes, Deadline deadline) {
  const int flags = deadline ? MSG_DONTWAIT : 0;
  Bytes received(bytes);
  std::size_t count = 0;
  while (count < bytes) {
    const auto got = ::recv(descriptor_, received.data() + count, bytes - count, flags);
    if (got > 0) {
      count += static_cast<std::size_t>(got);
    } else if (got < 0 && would_wait() && deadline) {
      if (const auto waited = wait_for(POLLIN, deadline); !waited) {
        return tl::unexpected(waited.error());
      }
    } else if (got == 0 || errno != EINTR) {
      return tl::unexpected(ChannelEnd::Closed);
    }
  }
  return received;
}

tl::expected<void, ChannelEnd> Channel::send(ByteView message, Deadline deadline) {
  MessageWriter header;
  header.put_number(protocol);
  header.put_number(static_cast<std::uint32_t>(message.size()));
  if (auto sent = send_all(header.take(), deadline); !sent) return sent;
  return send_all(message, deadline);
}

tl::expected<Bytes, ChannelEnd> Channel::receive(std::uint32_t bytes_max, Deadline deadline) {
  auto header = receive_all(header_bytes, deadline);
  if (!header) return header;
  MessageReader from{*header};
  const bool is_ours = from.number() == protocol;
  const auto length = from.number_up_to(bytes_max);
  if (!is_ours || !from.is_whole()) return tl::unexpected(ChannelEnd::Malformed);
  return receive_all(length, deadline);
}

}  // namespace lockbox::capture
