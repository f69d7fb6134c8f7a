#include "encode/image/tiff_rows.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "encode/image/image_fault.h"

namespace lockbox::encode {
namespace {

bool is_fax(const TiffLayout& layout) {
  return layout.compression == COMPRESSION_CCITTRLE ||
         layout.compression == COMPRESSION_CCITTFAX3 || layout.compression == COMPRESSION_CCITTFAX4;
}

/// One block of libtiff, to be filled to the last byte.
struct BlockRead {
  TIFF* tiff = nullptr;
  bool is_tile = false;
  std::uint32_t number = 0;
  std::span<std::uint8_t> bytes;
};

bool fills(const BlockRead& block) {
  const auto size = static_cast<tmsize_t>(block.bytes.size());
  const auto read = block.is_tile ? TIFFReadEncodedTile : TIFFReadEncodedStrip;
  return read(block.tiff, block.number, block.bytes.data(), size) == size;
}

/// The fax decoders stop silently at an early end of data and leave the rows below untouched.  A
/// mark in the last row shows it; a second one, with every bit turned, rules out that the row
/// honestly looks like the mark.
bool fills_to_last_row(const BlockRead& block, std::size_t row_bytes) {
  constexpr std::array<std::uint8_t, 2> marks{0xA5, 0x5A};
  const auto last_row = block.bytes.last(row_bytes);
  return std::any_of(marks.begin(), marks.end(), [&](std::uint8_t mark) {
    std::fill(last_row.begin(), last_row.end(), mark);
    return fills(block) && std::any_of(last_row.begin(), last_row.end(),
                                       [mark](std::uint8_t byte) { return byte != mark; });
  });
}

/// Copies the rows of a tile to where they are in the rows of the page.
void place_tile(std::span<const std::uint8_t> tile, const TiffLayout& layout, std::size_t left_byte,
                std::span<std::uint8_t> band) {
  const auto bytes = std::min(layout.block_row_bytes, layout.row_bytes - left_byte);
  for (std::size_t row = 0; (row + 1) * layout.row_bytes <= band.size(); ++row) {
    std::memcpy(band.data() + row * layout.row_bytes + left_byte,
                tile.data() + row * layout.block_row_bytes, bytes);
  }
}

/// The blocks that lie beside each other, read into whole rows of the page.
class Band {
 public:
  Band(TIFF* tiff, TiffMemory& memory, const TiffLayout& layout)
      : tiff_{tiff},
        memory_{memory},
        layout_{layout},
        // A tile may be higher than its page; no more rows than that are asked for.
        bytes_(layout.row_bytes *
               static_cast<std::size_t>(std::min(layout.block.height, layout.size.height))),
        tile_(layout.is_tiled
                  ? layout.block_row_bytes * static_cast<std::size_t>(layout.block.height)
                  : 0) {}

  /// The next so many rows; empty when they are damaged.
  [[nodiscard]] std::span<const std::uint8_t> read(std::size_t rows) {
    const auto band = std::span{bytes_}.first(rows * layout_.row_bytes);
    if (!layout_.is_tiled) return read_block(band) ? band : std::span<std::uint8_t>{};
    for (std::size_t left = 0; left < layout_.row_bytes; left += layout_.block_row_bytes) {
      if (!read_block(tile_)) return {};
      place_tile(tile_, layout_, left, band);
    }
    return band;
  }

 private:
  [[nodiscard]] bool read_block(std::span<std::uint8_t> bytes) {
    const BlockRead block{
        .tiff = tiff_, .is_tile = layout_.is_tiled, .number = number_++, .bytes = bytes};
    const bool is_whole =
        is_fax(layout_) ? fills_to_last_row(block, layout_.block_row_bytes) : fills(block);
    return is_whole && memory_.first_complaint.empty();
  }

  TIFF* tiff_;
  TiffMemory& memory_;
  const TiffLayout& layout_;
  std::vector<std::uint8_t> bytes_;
  std::vector<std::uint8_t> tile_;
  std::uint32_t number_ = 0;
};

/// The sample at `x` of a row whose samples have less than a byte, spread to all of one.
std::uint8_t small_sample(std::span<const std::uint8_t> row, std::size_t x, unsigned bits) {
  const std::size_t at = x * bits;
  const unsigned value = unsigned{row[at / 8]} >> (8 - bits - at % 8) & ((1U << bits) - 1);
  return static_cast<std::uint8_t>(value);
}

/// The upper half of each sample of two bytes, which libtiff has put into this machine's order.
std::uint8_t upper_half(std::span<const std::uint8_t> row, std::size_t sample) {
  std::uint16_t value = 0;
  std::memcpy(&value, row.data() + sample * sizeof value, sizeof value);
  return static_cast<std::uint8_t>(value >> 8);
}

/// What CMYK looks like on white paper, without any profile of its inks.
std::array<std::uint8_t, 3> colour_of_inks(std::span<const std::uint8_t> inks) {
  constexpr int whole = 255;
  const auto seen = [&](int ink) {
    return static_cast<std::uint8_t>((whole - ink) * (whole - inks[3]) / whole);
  };
  return {seen(inks[0]), seen(inks[1]), seen(inks[2])};
}

void gray_of_one_sample(const TiffLayout& layout, std::span<const std::uint8_t> row,
                        std::span<std::uint8_t> gray) {
  const unsigned bits = layout.bits_per_sample;
  const bool has_palette = layout.photometric == PHOTOMETRIC_PALETTE;
  const unsigned flip = layout.photometric == PHOTOMETRIC_MINISWHITE ? 0xFFU : 0U;
  const unsigned spread = bits < 8 ? 0xFFU / ((1U << bits) - 1) : 1;
  for (std::size_t x = 0; x < gray.size(); ++x) {
    const unsigned value = bits == 16  ? upper_half(row, x)
                           : bits == 8 ? row[x]
                                       : small_sample(row, x, bits);
    gray[x] = has_palette ? layout.palette_grays.at(value)
                          : static_cast<std::uint8_t>(value * spread ^ flip);
  }
}

/// Three bytes a pixel.
std::vector<std::uint8_t> colours_of(const TiffLayout& layout, std::span<const std::uint8_t> row) {
  constexpr std::size_t inks = 4;
  std::vector<std::uint8_t> colours(3 * static_cast<std::size_t>(layout.size.width));
  if (layout.photometric == PHOTOMETRIC_SEPARATED) {
    for (std::size_t x = 0; 3 * x < colours.size(); ++x) {
      const auto colour = colour_of_inks(row.subspan(inks * x, inks));
      std::ranges::copy(colour, colours.begin() + static_cast<std::ptrdiff_t>(3 * x));
    }
    return colours;
  }
  for (std::size_t i = 0; i < colours.size(); ++i) colours[i] = upper_half(row, i);
  return colours;
}

}  // namespace

Result<void> read_tiff_rows(TIFF* tiff, TiffMemory& memory, const TiffLayout& layout,
                            const TakeTiffRow& take_row) {
  memory.first_complaint.clear();  // A strange private tag is no fault of the picture.
  Band band{tiff, memory, layout};
  for (int top = 0; top < layout.size.height; top += layout.block.height) {
    const int rows = std::min(layout.block.height, layout.size.height - top);
    const auto bytes = band.read(static_cast<std::size_t>(rows));
    if (bytes.empty()) {
      return fail_image(ImageFault::Truncated, "The TIFF is damaged or cut off below row " +
                                                   std::to_string(top) + " of " +
                                                   std::to_string(layout.size.height) + ".");
    }
    for (int row = 0; row < rows; ++row) {
      take_row(bytes.subspan(static_cast<std::size_t>(row) * layout.row_bytes, layout.row_bytes),
               top + row);
    }
  }
  return {};
}

void gray_tiff_row(const TiffLayout& layout, std::span<const std::uint8_t> row,
                   std::span<std::uint8_t> gray) {
  if (layout.samples_per_pixel == 1) {
    gray_of_one_sample(layout, row, gray);
    return;
  }
  std::vector<std::uint8_t> converted;
  const std::uint8_t* colours = row.data();
  if (layout.photometric != PHOTOMETRIC_RGB || layout.bits_per_sample != 8) {
    converted = colours_of(layout, row);
    colours = converted.data();
  }
  const cv::Mat of_row(1, layout.size.width, CV_8UC3,
                       const_cast<std::uint8_t*>(colours));  // cv::Mat has no const view.
  cv::Mat gray_row(1, layout.size.width, CV_8UC1, gray.data());
  cv::cvtColor(of_row, gray_row, cv::COLOR_RGB2GRAY);
}

}  // namespace lockbox::encode
