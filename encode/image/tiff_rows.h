#pragma once

/// @file
/// The rows of a TIFF page, whatever they are stored in.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "core/result.h"
#include "encode/image/tiff_layout.h"
#include "encode/image/tiff_memory.h"

namespace lockbox::encode {

/// Takes a row of the page as the file has it, and its number.
using TakeTiffRow = std::function<void(std::span<const std::uint8_t> row, int y)>;

/// Hands over each row of the page, from the first to the last.  Truncated, after some of them,
/// where a block of them is damaged or cut off.
[[nodiscard]] Result<void> read_tiff_rows(TIFF* tiff, TiffMemory& memory, const TiffLayout& layout,
                                          const TakeTiffRow& take_row);

/// Makes a row of more than one bit a pixel gray: 0 is black.
void gray_tiff_row(const TiffLayout& layout, std::span<const std::uint8_t> row,
                   std::span<std::uint8_t> gray);

}  // namespace lockbox::encode
