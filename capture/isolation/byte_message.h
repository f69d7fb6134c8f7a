#pragma once

/// @file
/// Values as bytes and back, for messages between processes of one machine and one build.  Integers
/// are little-endian; texts and byte strings follow their length.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace lockbox::capture {

class MessageWriter {
 public:
  void put_byte(std::uint8_t value);
  void put_number(std::uint32_t value);
  void put_signed(std::int32_t value);
  void put_real(double value);
  void put_text(std::string_view text);
  void put_bytes(ByteView bytes);
  [[nodiscard]] Bytes take();

 private:
  Bytes bytes_;
};

/// Reads what a MessageWriter wrote, or what anybody else did: nothing is read beyond the end.
/// After the first breach everything reads as 0 or empty and `is_whole` is false, so a caller may
/// look once, at the end; loops end at `is_good`.
class MessageReader {
 public:
  explicit MessageReader(ByteView message) : rest_{message} {}

  [[nodiscard]] std::uint8_t byte();
  /// A byte below `count`: an enumerator.
  [[nodiscard]] std::uint8_t byte_below(std::uint8_t count);
  [[nodiscard]] std::uint32_t number();
  /// A number of things that follow.
  [[nodiscard]] std::uint32_t number_up_to(std::uint32_t max);
  [[nodiscard]] std::int32_t signed_number();
  /// A finite one.
  [[nodiscard]] double real();
  [[nodiscard]] std::string text(std::uint32_t bytes_max);
  /// A view into the message.
  [[nodiscard]] ByteView bytes(std::uint32_t bytes_max);

  [[nodiscard]] bool is_good() const { return is_good_; }
  /// Everything was read, and there was nothing else.
  [[nodiscard]] bool is_whole() const { return is_good_ && rest_.empty(); }

 private:
  [[nodiscard]] std::uint64_t little_endian(std::size_t bytes);
  [[nodiscard]] ByteView next(std::size_t bytes);

  ByteView rest_;
  bool is_good_ = true;
};

}  // namespace lockbox::capture
