#include <cmath>
#include <cstdio>  // jpeglib.h needs FILE.
#include <cstdlib>
#include <memory>
#include <span>

#include <jpeglib.h>

#include "core/check.h"
#include "encode/image/image_codec.h"

namespace lockbox::encode {
namespace {

/// Only a bug or the end of memory leads here: the picture is ours and within its limits.
[[noreturn]] void stop(j_common_ptr) {
  check_failed("JPEG encoding of a valid picture", __FILE__, __LINE__);
}

struct MallocDeleter {
  void operator()(unsigned char* block) const { std::free(block); }
};

void set_density(jpeg_compress_struct& info, const GrayImage& image) {
  constexpr UINT8 unit_inch = 1;
  if (image.dpi_x <= 0 || image.dpi_y <= 0) return;
  info.density_unit = unit_inch;
  info.X_density = static_cast<UINT16>(std::lround(image.dpi_x));
  info.Y_density = static_cast<UINT16>(std::lround(image.dpi_y));
}

}  // namespace

Bytes encode_jpeg(const GrayImage& image, int quality) {
  ENSURE(!image.pixels.empty() && image.pixels.type() == CV_8UC1);
  ENSURE(image.pixels.cols <= JPEG_MAX_DIMENSION && image.pixels.rows <= JPEG_MAX_DIMENSION);
  jpeg_compress_struct info{};
  jpeg_error_mgr error{};
  info.err = jpeg_std_error(&error);
  error.error_exit = stop;
  jpeg_create_compress(&info);
  unsigned char* block = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &block, &size);
  info.image_width = static_cast<JDIMENSION>(image.pixels.cols);
  info.image_height = static_cast<JDIMENSION>(image.pixels.rows);
  info.input_components = 1;
  info.in_color_space = JCS_GRAYSCALE;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, quality, TRUE);
  set_density(info, image);
  jpeg_start_compress(&info, TRUE);
  for (int y = 0; y < image.pixels.rows; ++y) {
    JSAMPROW row = const_cast<JSAMPROW>(image.pixels.ptr(y));  // libjpeg only reads it.
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  const std::unique_ptr<unsigned char, MallocDeleter> owned{block};
  const auto bytes = std::as_bytes(std::span{owned.get(), size});
  return {bytes.begin(), bytes.end()};
}

}  // namespace lockbox::encode
