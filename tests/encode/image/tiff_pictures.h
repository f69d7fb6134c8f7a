#pragma once

/// @file
/// TIFF files of kinds that this program reads and does not write.

#include <cstdint>
#include <functional>
#include <vector>

#include "core/check.h"
#include "encode/image/tiff_memory.h"

namespace lockbox::encode::test {

/// A page as libtiff is to write it.
struct TiffPage {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint16_t bits = 8;
  std::uint16_t samples = 1;
  std::uint16_t photometric = PHOTOMETRIC_MINISBLACK;
  std::uint16_t compression = COMPRESSION_LZW;
  std::uint32_t tile = 0;         ///< Its side; 0 for strips.
  std::uint16_t orientation = 0;  ///< 0 for no tag.
  double dpi_x = 200;
  double dpi_y = 200;
};

/// The bytes of a row, samples of two bytes in this machine's order.
using TiffRow = std::function<std::vector<std::uint8_t>(std::uint32_t y)>;

inline void put_tiff_tags(TIFF* tiff, const TiffPage& page) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, page.width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, page.height);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, page.bits);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, page.samples);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, page.photometric);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, page.compression);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  if (page.orientation != 0) TIFFSetField(tiff, TIFFTAG_ORIENTATION, page.orientation);
  TIFFSetField(tiff, TIFFTAG_XRESOLUTION, page.dpi_x);
  TIFFSetField(tiff, TIFFTAG_YRESOLUTION, page.dpi_y);
  TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
}

inline void put_tiles(TIFF* tiff, const TiffPage& page, const TiffRow& row_of) {
  TIFFSetField(tiff, TIFFTAG_TILEWIDTH, page.tile);
  TIFFSetField(tiff, TIFFTAG_TILELENGTH, page.tile);
  const auto row_bytes = static_cast<std::size_t>(TIFFTileRowSize(tiff));
  for (std::uint32_t top = 0; top < page.height; top += page.tile) {
    for (std::uint32_t left = 0; left < page.width; left += page.tile) {
      std::vector<std::uint8_t> tile(row_bytes * page.tile);
      for (std::uint32_t y = 0; y < page.tile && top + y < page.height; ++y) {
        const auto row = row_of(top + y);
        const std::size_t from = std::size_t{left} * page.bits * page.samples / 8;
        const auto count = std::min(row_bytes, row.size() - from);
        std::copy_n(row.begin() + static_cast<std::ptrdiff_t>(from), count,
                    tile.begin() + static_cast<std::ptrdiff_t>(y * row_bytes));
      }
      ENSURE(TIFFWriteTile(tiff, tile.data(), left, top, 0, 0) > 0);
    }
  }
}

inline void put_strips(TIFF* tiff, const TiffPage& page, const TiffRow& row_of) {
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 16);
  for (std::uint32_t y = 0; y < page.height; ++y) {
    auto row = row_of(y);
    ENSURE(TIFFWriteScanline(tiff, row.data(), y, 0) == 1);
  }
}

using SetTags = std::function<void(TIFF*)>;

/// A file of that page, with more tags where `more` sets them.
inline Bytes write_tiff(const TiffPage& page, const TiffRow& row_of, const SetTags& more = {}) {
  TiffMemory memory;
  {
    const auto tiff = open_tiff_to_write(memory);
    ENSURE(tiff != nullptr);
    put_tiff_tags(tiff.get(), page);
    if (more) more(tiff.get());
    page.tile > 0 ? put_tiles(tiff.get(), page, row_of) : put_strips(tiff.get(), page, row_of);
  }
  return std::move(memory.written);
}

}  // namespace lockbox::encode::test
