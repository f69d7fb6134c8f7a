#pragma once

/// @file
/// How the samples of a TIFF page lie in its file.

#include <array>
#include <cstddef>
#include <cstdint>

#include <opencv2/core/types.hpp>

#include "core/result.h"
#include "encode/image/tiff_memory.h"

namespace lockbox::encode {

/// The tags that say how the page is to be read.  A page is stored in blocks: strips, which are as
/// wide as it is, or tiles, which may reach beyond it to the right and below.
struct TiffLayout {
  cv::Size size;
  cv::Size block;
  bool is_tiled = false;
  std::uint16_t bits_per_sample = 1;
  std::uint16_t samples_per_pixel = 1;
  std::uint16_t compression = COMPRESSION_NONE;
  std::uint16_t photometric = PHOTOMETRIC_MINISWHITE;
  std::size_t row_bytes = 0;        ///< Of a row of the page, without what tiles have beyond it.
  std::size_t block_row_bytes = 0;  ///< Of a row of one block.
  std::array<std::uint8_t, 256> palette_grays{};  ///< Of a page with a palette.
};

/// Reads the tags of the page at which `tiff` stands, which comes from a file of that size.
/// TooLarge for what the limits forbid, Unsupported for what is no picture of a scanner, a camera
/// or a program that pictures go through: it is neither gray of 1, 2, 4, 8 or 16 bits, nor RGB of 8
/// or 16, nor CMYK of 8, nor has a palette.
[[nodiscard]] Result<TiffLayout> read_tiff_layout(TIFF* tiff, std::size_t file_bytes);

/// A tag of one SHORT.
[[nodiscard]] std::uint16_t short_tag(TIFF* tiff, std::uint32_t tag, std::uint16_t when_absent);

}  // namespace lockbox::encode
