#pragma once

/// @file
/// Between the rows of a file with one bit a pixel, leftmost in the highest bit, and those of a
/// mask of ink.

#include <cstdint>
#include <span>

#include "encode/image/bit_mask.h"

namespace lockbox::encode {

/// The value of a black pixel's bit in a file.
enum class InkBit { Zero, One };

/// The ink of a file's row.  `bits` holds at least (columns + 7) / 8 bytes; of what pads them
/// nothing is taken.  Every word is written.
void take_bits(std::span<const std::uint8_t> bits, InkBit ink, int columns,
               std::span<BitMask::Word> words);

/// The inverse: `bits` holds (columns + 7) / 8 bytes.  Padding bits are paper.
void put_bits(std::span<const BitMask::Word> words, InkBit ink, std::span<std::uint8_t> bits);

/// The same of a row of gray pixels, of which those darker than 128 are ink.
void pack_bits(std::span<const std::uint8_t> gray, InkBit ink, std::span<std::uint8_t> bits);

/// Spreads a row to 8-bit gray: 0 for ink, 255 for paper.
void unpack_ink(std::span<const BitMask::Word> words, std::span<std::uint8_t> gray);

}  // namespace lockbox::encode
