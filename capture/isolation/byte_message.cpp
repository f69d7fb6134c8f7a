#include "capture/isolation/byte_message.h"

#include <bit>
#include <cmath>
#include <utility>

#include "core/check.h"

namespace lockbox::capture {
namespace {

constexpr unsigned byte_bits = 8;

void append(Bytes& bytes, std::uint64_t value, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i, value >>= byte_bits) {
    bytes.push_back(static_cast<std::byte>(value & 0xFFU));
  }
}

}  // namespace

void MessageWriter::put_byte(std::uint8_t value) {
  bytes_.push_back(static_cast<std::byte>(value));
}

void MessageWriter::put_number(std::uint32_t value) {
  append(bytes_, value, sizeof value);
}

void MessageWriter::put_signed(std::int32_t value) {
  put_number(std::bit_cast<std::uint32_t>(value));
}

void MessageWriter::put_real(double value) {
  append(bytes_, std::bit_cast<std::uint64_t>(value), sizeof value);
}

void MessageWriter::put_text(std::string_view text) {
  put_bytes(bytes_of(text));
}

void MessageWriter::put_bytes(ByteView bytes) {
  ENSURE(std::in_range<std::uint32_t>(bytes.size()));
  put_number(static_cast<std::uint32_t>(bytes.size()));
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

Bytes MessageWriter::take() {
  return std::move(bytes_);
}

ByteView MessageReader::next(std::size_t bytes) {
  if (!is_good_ || bytes > rest_.size()) {
    is_good_ = false;
    return {};
  }
  const auto found = rest_.first(bytes);
  rest_ = rest_.subspan(bytes);
  return found;
}

std::uint64_t MessageReader::little_endian(std::size_t bytes) {
  std::uint64_t value = 0;
  unsigned shift = 0;
  for (const auto byte : next(bytes)) {
    value |= std::to_integer<std::uint64_t>(byte) << shift;
    shift += byte_bits;
  }
  return value;
}

std::uint8_t MessageReader::byte() {
  return static_cast<std::uint8_t>(little_endian(1));
}

std::uint8_t MessageReader::byte_below(std::uint8_t count) {
  const auto value = byte();
  if (value < count) return value;
  is_good_ = false;
  return 0;
}

std::uint32_t MessageReader::number() {
  return static_cast<std::uint32_t>(little_endian(sizeof(std::uint32_t)));
}

std::uint32_t MessageReader::number_up_to(std::uint32_t max) {
  const auto value = number();
  if (value <= max) return value;
  is_good_ = false;
  return 0;
}

std::int32_t MessageReader::signed_number() {
  return std::bit_cast<std::int32_t>(number());
}

double MessageReader::real() {
  const auto value = std::bit_cast<double>(little_endian(sizeof(double)));
  if (std::isfinite(value)) return value;
  is_good_ = false;
  return 0;
}

ByteView MessageReader::bytes(std::uint32_t bytes_max) {
  return next(number_up_to(bytes_max));
}

std::string MessageReader::text(std::uint32_t bytes_max) {
  std::string text;
  for (const auto byte : bytes(bytes_max)) text.push_back(static_cast<char>(byte));
  return text;
}

}  // namespace lockbox::capture
