#include <cstdint>
#include <span>
#include <vector>

#include "core/check.h"
#include "encode/image/bit_rows.h"
#include "encode/image/image_codec.h"
#include "encode/image/tiff_memory.h"

namespace lockbox::encode {
namespace {

void set_tags(TIFF* tiff, const GrayImage& image) {
  const auto height = static_cast<std::uint32_t>(image.pixels.rows);
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(image.pixels.cols));
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  TIFFSetField(tiff, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, height);
  if (image.dpi_x > 0 && image.dpi_y > 0) {
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, image.dpi_x);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, image.dpi_y);
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  }
}

std::vector<std::uint8_t> packed_rows(const cv::Mat& pixels) {
  const auto width = static_cast<std::size_t>(pixels.cols);
  const std::size_t row_bytes = (width + 7) / 8;
  std::vector<std::uint8_t> packed(row_bytes * static_cast<std::size_t>(pixels.rows));
  for (int y = 0; y < pixels.rows; ++y) {
    pack_bits({pixels.ptr(y), width}, InkBit::One,
              std::span{packed}.subspan(static_cast<std::size_t>(y) * row_bytes, row_bytes));
  }
  return packed;
}

}  // namespace

Bytes encode_tiff_g4(const GrayImage& image) {
  ENSURE(!image.pixels.empty() && image.pixels.type() == CV_8UC1);
  TiffMemory memory;
  {
    const auto tiff = open_tiff_to_write(memory);
    ENSURE(tiff != nullptr);
    set_tags(tiff.get(), image);
    auto packed = packed_rows(image.pixels);
    const auto size = static_cast<tmsize_t>(packed.size());
    ENSURE(TIFFWriteEncodedStrip(tiff.get(), 0, packed.data(), size) == size);
  }
  return std::move(memory.written);
}

}  // namespace lockbox::encode
