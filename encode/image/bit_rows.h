#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace lockbox::encode {

/// Spreads one row of 1-bit pixels, leftmost in the highest bit, to 8-bit gray.  `ink` is the
/// value of a black pixel's bit.  `packed` holds at least (gray.size() + 7) / 8 bytes.
enum class InkBit { Zero, One };
void unpack_bits(std::span<const std::uint8_t> packed, InkBit ink, std::span<std::uint8_t> gray);

/// The inverse: a pixel darker than 128 is ink.  Padding bits are paper.
void pack_bits(std::span<const std::uint8_t> gray, InkBit ink, std::span<std::uint8_t> packed);

}  // namespace lockbox::encode
