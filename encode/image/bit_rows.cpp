#include "encode/image/bit_rows.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/check.h"

namespace lockbox::encode {
namespace {

constexpr std::size_t pixels_per_byte = 8;
using EightPixels = std::array<std::uint8_t, pixels_per_byte>;

/// For each byte with ink as one: its eight gray pixels.
constexpr std::array<EightPixels, 256> unpacked = [] {
  std::array<EightPixels, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    for (std::size_t bit = 0; bit < pixels_per_byte; ++bit) {
      table[byte][bit] = ((byte << bit) & 0x80U) != 0 ? 0 : 255;
    }
  }
  return table;
}();

constexpr std::uint8_t flip_of(InkBit ink) {
  return ink == InkBit::One ? 0x00 : 0xFF;
}

}  // namespace

void unpack_bits(std::span<const std::uint8_t> packed, InkBit ink, std::span<std::uint8_t> gray) {
  ENSURE(packed.size() * pixels_per_byte >= gray.size());
  const std::uint8_t flip = flip_of(ink);
  const std::size_t whole = gray.size() / pixels_per_byte;
  for (std::size_t i = 0; i < whole; ++i) {
    std::memcpy(&gray[i * pixels_per_byte], unpacked[packed[i] ^ flip].data(), pixels_per_byte);
  }
  const auto rest = gray.subspan(whole * pixels_per_byte);
  if (!rest.empty()) {
    std::copy_n(unpacked[packed[whole] ^ flip].begin(), rest.size(), rest.begin());
  }
}

void pack_bits(std::span<const std::uint8_t> gray, InkBit ink, std::span<std::uint8_t> packed) {
  ENSURE(packed.size() == (gray.size() + pixels_per_byte - 1) / pixels_per_byte);
  const std::uint8_t flip = flip_of(ink);
  for (std::size_t i = 0; i < packed.size(); ++i) {
    const auto pixels = gray.subspan(i * pixels_per_byte);
    unsigned byte = 0;
    for (std::size_t bit = 0; bit < std::min(pixels.size(), pixels_per_byte); ++bit) {
      byte |= static_cast<unsigned>(pixels[bit] < 128) << (pixels_per_byte - 1 - bit);
    }
    packed[i] = static_cast<std::uint8_t>(byte ^ flip);
  }
}

}  // namespace lockbox::encode
