#include "encode/image/png_codec.h"

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstdint>
#include <cstring>
#include <vector>

#include <png.h>

#include "encode/image/image_fault.h"
#include "encode/image/picture_limits.h"

namespace lockbox::encode {
namespace {

/// libpng leaves through longjmp, so nothing between here and there may own anything: this struct
/// holds all its state, and the steps below hold no objects.
struct PngReader {
  ByteView rest;
  std::jmp_buf on_error;
  png_structp png = nullptr;
  png_infop info = nullptr;

  explicit PngReader(ByteView file);
  ~PngReader() { png_destroy_read_struct(&png, &info, nullptr); }
  PngReader(const PngReader&) = delete;
  PngReader& operator=(const PngReader&) = delete;
};

[[noreturn]] void leave(png_structp png, png_const_charp) {
  std::longjmp(static_cast<PngReader*>(png_get_error_ptr(png))->on_error, 1);
}

void ignore_warning(png_structp, png_const_charp) {
}

void read_bytes(png_structp png, png_bytep out, std::size_t count) {
  auto& reader = *static_cast<PngReader*>(png_get_io_ptr(png));
  if (count > reader.rest.size()) png_error(png, "End of file");
  std::memcpy(out, reader.rest.data(), count);
  reader.rest = reader.rest.subspan(count);
}

PngReader::PngReader(ByteView file) : rest{file}, on_error{} {
  png = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, leave, ignore_warning);
  if (png == nullptr) return;
  info = png_create_info_struct(png);
  png_set_read_fn(png, this, read_bytes);
}

bool read_header(PngReader& reader) {
  // Text and colour profiles are compressed too and may unpack to anything: never look inside.
  static constexpr png_byte unwanted_chunks[] =
      "iCCP\0zTXt\0iTXt\0tEXt\0sPLT\0eXIf\0hIST\0sCAL\0pCAL";
  static constexpr int unwanted_count = 9;
  if (reader.info == nullptr || setjmp(reader.on_error) != 0) return false;
  png_set_keep_unknown_chunks(reader.png, PNG_HANDLE_CHUNK_NEVER, unwanted_chunks, unwanted_count);
  png_read_info(reader.png, reader.info);
  return true;
}

/// Asks for 8-bit gray, or gray and alpha.
bool set_up_gray_rows(PngReader& reader) {
  if (setjmp(reader.on_error) != 0) return false;
  png_set_expand(reader.png);
  png_set_scale_16(reader.png);
  if ((png_get_color_type(reader.png, reader.info) & PNG_COLOR_MASK_COLOR) != 0) {
    constexpr int silently = 1;
    constexpr double default_weight = -1;
    png_set_rgb_to_gray(reader.png, silently, default_weight, default_weight);
  }
  png_set_interlace_handling(reader.png);
  png_read_update_info(reader.png, reader.info);
  return true;
}

bool read_rows(PngReader& reader, png_bytepp rows) {
  if (setjmp(reader.on_error) != 0) return false;
  png_read_image(reader.png, rows);
  png_read_end(reader.png, nullptr);
  return true;
}

std::vector<png_bytep> rows_of(cv::Mat& pixels) {
  std::vector<png_bytep> rows;
  for (int y = 0; y < pixels.rows; ++y) rows.push_back(pixels.ptr(y));
  return rows;
}

/// Lays gray-and-alpha pixels on white paper.
cv::Mat on_white(const cv::Mat& gray_and_alpha) {
  cv::Mat gray(gray_and_alpha.size(), CV_8UC1);
  const auto pixels_begin = gray_and_alpha.begin<cv::Vec2b>();
  std::transform(pixels_begin, gray_and_alpha.end<cv::Vec2b>(), gray.begin<std::uint8_t>(),
                 [](const cv::Vec2b& pixel) {
                   const int ink = (255 - pixel[0]) * pixel[1] / 255;
                   return static_cast<std::uint8_t>(255 - ink);
                 });
  return gray;
}

struct PngDensity {
  double x = 0;
  double y = 0;
};

/// PNG counts whole pixels per metre, so 200 dpi comes back as 199.9996: hundredths are noise.
double dpi_of(png_uint_32 pixels_per_metre) {
  constexpr double metres_per_inch = 0.0254;
  return plausible_dpi(std::round(pixels_per_metre * metres_per_inch * 100) / 100);
}

PngDensity density_of(const PngReader& reader) {
  return {.x = dpi_of(png_get_x_pixels_per_meter(reader.png, reader.info)),
          .y = dpi_of(png_get_y_pixels_per_meter(reader.png, reader.info))};
}

tl::unexpected<Error> damaged() {
  return fail_image(ImageFault::Truncated, "The PNG is damaged or ends too early.");
}

}  // namespace

Result<GrayImage> decode_png(ByteView file) {
  PngReader reader{file};
  if (!read_header(reader)) return damaged();
  const int depth = png_get_bit_depth(reader.png, reader.info);
  const int channels = png_get_channels(reader.png, reader.info);
  const auto size = TRY(picture_size({.format = "PNG",
                                      .width = png_get_image_width(reader.png, reader.info),
                                      .height = png_get_image_height(reader.png, reader.info),
                                      .bits_per_pixel = depth * channels,
                                      .file_bytes = static_cast<std::int64_t>(file.size())}));
  GrayImage image;
  image.bitonal = depth == 1 && png_get_color_type(reader.png, reader.info) == PNG_COLOR_TYPE_GRAY;
  const auto density = density_of(reader);
  image.dpi_x = density.x;
  image.dpi_y = density.y;
  if (!set_up_gray_rows(reader)) return damaged();
  const int channels_out = png_get_channels(reader.png, reader.info);
  cv::Mat pixels(size, CV_8UC(channels_out));
  if (channels_out > 2 || png_get_rowbytes(reader.png, reader.info) != pixels.step) {
    return fail_image(ImageFault::Unsupported, "The PNG's rows have an unknown layout.");
  }
  auto rows = rows_of(pixels);
  if (!read_rows(reader, rows.data())) return damaged();
  image.pixels = channels_out == 2 ? on_white(pixels) : pixels;
  return image;
}

}  // namespace lockbox::encode
