#include "deposit/store/sqlite/canonical.h"

#include <algorithm>
#include <array>

namespace lockbox::deposit {

namespace {

constexpr std::size_t length_bytes = 8;

std::array<std::byte, length_bytes> big_endian(std::uint64_t value) {
  std::array<std::byte, length_bytes> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<std::byte>(value >> (8 * (bytes.size() - 1 - i)));
  }
  return bytes;
}

std::uint64_t from_big_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (const auto byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

}  // namespace

void Canonical::add_integer(std::int64_t value) {
  add('i', big_endian(static_cast<std::uint64_t>(value)));
}

void Canonical::add(char tag, ByteView value) {
  const auto length = big_endian(value.size());
  const auto begin = bytes_.size();
  bytes_.resize(begin + 1 + length.size() + value.size());
  auto at = bytes_.begin() + static_cast<std::ptrdiff_t>(begin);
  *at++ = static_cast<std::byte>(tag);
  at = std::copy(length.begin(), length.end(), at);
  std::copy(value.begin(), value.end(), at);
}

std::optional<std::vector<std::string>> split_canonical_texts(std::string_view canonical) {
  constexpr std::size_t head = 1 + length_bytes;
  std::vector<std::string> texts;
  while (!canonical.empty()) {
    if (canonical.size() < head || canonical.front() != 't') return std::nullopt;
    const auto length = from_big_endian(canonical.substr(1, length_bytes));
    canonical.remove_prefix(head);
    if (length > canonical.size()) return std::nullopt;
    texts.emplace_back(canonical.substr(0, length));
    canonical.remove_prefix(length);
  }
  return texts;
}

}  // namespace lockbox::deposit
