#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include <png.h>

#include "core/check.h"
#include "encode/image/bit_rows.h"
#include "encode/image/image_codec.h"
#include "encode/image/png_codec.h"

namespace lockbox::encode {
namespace {

constexpr int bits_a_sample = 8;

/// Only a bug or the end of memory leads here: the picture is ours and within its limits.
[[noreturn]] void stop(png_structp, png_const_charp) {
  check_failed("PNG encoding of a valid picture", __FILE__, __LINE__);
}

void append_bytes(png_structp png, png_bytep data, std::size_t count) {
  auto& file = *static_cast<Bytes*>(png_get_io_ptr(png));
  const auto bytes = std::as_bytes(std::span{data, count});
  file.insert(file.end(), bytes.begin(), bytes.end());
}

void flush_nothing(png_structp) {
}

/// A file in memory on its way; `png_write_info` and the rows are still to come.
struct PngFile {
  png_structp png = nullptr;
  png_infop info = nullptr;
};

/// `bytes` must stay where it is until the file is closed.
PngFile open_png(Bytes& bytes, cv::Size size, int depth, int colour_type) {
  PngFile file;
  file.png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, stop, nullptr);
  ENSURE(file.png != nullptr);
  file.info = png_create_info_struct(file.png);
  ENSURE(file.info != nullptr);
  png_set_write_fn(file.png, &bytes, append_bytes, flush_nothing);
  png_set_IHDR(file.png, file.info, static_cast<png_uint_32>(size.width),
               static_cast<png_uint_32>(size.height), depth, colour_type, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  return file;
}

void close_png(PngFile& file) {
  png_write_end(file.png, file.info);
  png_destroy_write_struct(&file.png, &file.info);
}

void write_rows(png_structp png, const GrayImage& image) {
  const auto width = static_cast<std::size_t>(image.pixels.cols);
  std::vector<std::uint8_t> packed(image.bitonal ? (width + 7) / 8 : 0);
  for (int y = 0; y < image.pixels.rows; ++y) {
    const std::span<const std::uint8_t> gray{image.pixels.ptr(y), width};
    if (image.bitonal) pack_bits(gray, InkBit::Zero, packed);
    png_write_row(png, image.bitonal ? packed.data() : gray.data());
  }
}

void set_density(png_structp png, png_infop info, const GrayImage& image) {
  constexpr double metres_per_inch = 0.0254;
  if (image.dpi_x <= 0 || image.dpi_y <= 0) return;
  png_set_pHYs(png, info, static_cast<png_uint_32>(std::lround(image.dpi_x / metres_per_inch)),
               static_cast<png_uint_32>(std::lround(image.dpi_y / metres_per_inch)),
               PNG_RESOLUTION_METER);
}

}  // namespace

Bytes encode_png(const GrayImage& image) {
  ENSURE(!image.pixels.empty() && image.pixels.type() == CV_8UC1);
  Bytes bytes;
  auto file =
      open_png(bytes, image.pixels.size(), image.bitonal ? 1 : bits_a_sample, PNG_COLOR_TYPE_GRAY);
  set_density(file.png, file.info, image);
  // Scans gain little from row filters; without them the browser's copy is ready sooner.
  png_set_filter(file.png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_write_info(file.png, file.info);
  write_rows(file.png, image);
  close_png(file);
  return bytes;
}

Bytes encode_colour_png(const cv::Mat& rgb) {
  ENSURE(!rgb.empty() && rgb.type() == CV_8UC3);
  Bytes bytes;
  auto file = open_png(bytes, rgb.size(), bits_a_sample, PNG_COLOR_TYPE_RGB);
  png_write_info(file.png, file.info);
  for (int y = 0; y < rgb.rows; ++y) png_write_row(file.png, rgb.ptr(y));
  close_png(file);
  return bytes;
}

}  // namespace lockbox::encode
