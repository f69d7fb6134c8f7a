#include "encode/image/bit_rows.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <vector>

#include "core/check.h"

namespace lockbox::encode {
namespace {

using Word = BitMask::Word;
static_assert(std::endian::native == std::endian::little, "A word's first byte is its lowest.");

constexpr std::size_t word_bytes = sizeof(Word);
constexpr std::size_t pixels_per_byte = 8;
using EightPixels = std::array<std::uint8_t, pixels_per_byte>;

/// For each byte of a mask: its eight gray pixels.
constexpr std::array<EightPixels, 256> unpacked = [] {
  std::array<EightPixels, 256> table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    for (std::size_t bit = 0; bit < pixels_per_byte; ++bit) {
      table[byte][bit] = (byte >> bit & 1U) != 0 ? 0 : 255;
    }
  }
  return table;
}();

/// Each byte with its lowest bit highest.
constexpr Word mirrored(Word word) {
  constexpr Word pairs = 0x3333'3333'3333'3333, singles = 0x5555'5555'5555'5555;
  constexpr Word nibbles = 0x0F0F'0F0F'0F0F'0F0F;
  word = (word >> 4U & nibbles) | (word & nibbles) << 4U;
  word = (word >> 2U & pairs) | (word & pairs) << 2U;
  return (word >> 1U & singles) | (word & singles) << 1U;
}

constexpr Word flip_of(InkBit ink) {
  return ink == InkBit::One ? Word{0} : ~Word{0};
}

}  // namespace

void take_bits(std::span<const std::uint8_t> bits, InkBit ink, int columns, std::span<Word> words) {
  ENSURE(words.size() == words_a_row(columns));
  ENSURE(bits.size() * pixels_per_byte >= static_cast<std::size_t>(columns));
  const Word flip = flip_of(ink);
  for (std::size_t i = 0; i < words.size(); ++i) {
    Word word = 0;
    const auto rest = bits.subspan(i * word_bytes);
    std::memcpy(&word, rest.data(), std::min(rest.size(), word_bytes));
    words[i] = mirrored(word ^ flip);
  }
  const int beyond = columns % BitMask::word_bits;
  if (beyond != 0) words.back() &= (Word{1} << beyond) - 1;
}

void put_bits(std::span<const Word> words, InkBit ink, std::span<std::uint8_t> bits) {
  ENSURE(words.size() == (bits.size() + word_bytes - 1) / word_bytes);
  const Word flip = flip_of(ink);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Word word = mirrored(words[i]) ^ flip;
    const auto rest = bits.subspan(i * word_bytes);
    std::memcpy(rest.data(), &word, std::min(rest.size(), word_bytes));
  }
}

void pack_bits(std::span<const std::uint8_t> gray, InkBit ink, std::span<std::uint8_t> bits) {
  std::vector<Word> words(words_a_row(static_cast<int>(gray.size())));
  pack_ink(gray, words);
  put_bits(words, ink, bits);
}

void unpack_ink(std::span<const Word> words, std::span<std::uint8_t> gray) {
  ENSURE(words.size() == words_a_row(static_cast<int>(gray.size())));
  const auto* const bytes =
      static_cast<const std::uint8_t*>(static_cast<const void*>(words.data()));
  const std::size_t whole = gray.size() / pixels_per_byte;
  for (std::size_t i = 0; i < whole; ++i) {
    std::memcpy(&gray[i * pixels_per_byte], unpacked[bytes[i]].data(), pixels_per_byte);
  }
  const auto rest = gray.subspan(whole * pixels_per_byte);
  if (!rest.empty()) std::copy_n(unpacked[bytes[whole]].begin(), rest.size(), rest.begin());
}

}  // namespace lockbox::encode
