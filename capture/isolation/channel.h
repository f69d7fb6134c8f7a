#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <tl/expected.hpp>

#include "core/bytes.h"

namespace lockbox::capture {

/// When waiting ends; without one, waiting ends with the other side.
using Deadline = std::optional<std::chrono::steady_clock::time_point>;

/// Why no message went or came.
enum class ChannelEnd {
  Closed,     ///< The other side is gone.
  TimedOut,   ///< The deadline passed.
  Malformed,  ///< What came is no message of ours, or one that is too long.
};

/// One end of a stream socket, closed when it goes, that carries whole messages: four bytes that
/// name the version, four of length, the message.
class Channel {
 public:
  explicit Channel(int descriptor) : descriptor_{descriptor} {}
  Channel(Channel&& other) noexcept;
  Channel& operator=(Channel&&) = delete;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  ~Channel();

  [[nodiscard]] tl::expected<void, ChannelEnd> send(ByteView message, Deadline deadline);
  [[nodiscard]] tl::expected<Bytes, ChannelEnd> receive(std::uint32_t bytes_max, Deadline deadline);

 private:
  [[nodiscard]] tl::expected<void, ChannelEnd> send_all(ByteView bytes, Deadline deadline);
  [[nodiscard]] tl::expected<Bytes, ChannelEnd> receive_all(std::size_t bytes, Deadline deadline);
  [[nodiscard]] tl::expected<void, ChannelEnd> wait_for(short event, Deadline deadline) const;

  int descriptor_;
};

}  // namespace lockbox::capture
