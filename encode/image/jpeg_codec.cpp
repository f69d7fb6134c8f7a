#include "encode/image/jpeg_codec.h"

#include <cstdio>  // jpeglib.h needs FILE.

#include <csetjmp>
#include <cstdint>
#include <utility>

#include <jerror.h>
#include <jpeglib.h>

#include "encode/image/image_fault.h"
#include "encode/image/orientation.h"
#include "encode/image/picture_limits.h"

namespace lockbox::encode {
namespace {

/// More scans than any encoder writes only cost time: each decodes the whole picture again.
constexpr int progressive_scans_max = 10;

/// libjpeg leaves through longjmp, so nothing between here and there may own anything: this plain
/// struct holds all its state, and the steps below hold no objects.
struct JpegReader {
  jpeg_decompress_struct info;
  jpeg_error_mgr error;
  jpeg_progress_mgr progress;
  std::jmp_buf on_error;
  ImageFault fault = ImageFault::Truncated;

  explicit JpegReader(ByteView file);
  ~JpegReader() { jpeg_destroy_decompress(&info); }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;

  bool has_input = false;
};

ImageFault fault_of(int message_code) {
  switch (message_code) {
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_NOT_COMPILED:
    case JERR_SOF_UNSUPPORTED:
      return ImageFault::Unsupported;
    case JERR_IMAGE_TOO_BIG:
    case JERR_OUT_OF_MEMORY:
    case JERR_NO_BACKING_STORE:
      return ImageFault::TooLarge;
    default:
      return ImageFault::Truncated;
  }
}

[[noreturn]] void leave(j_common_ptr info) {
  auto& reader = *static_cast<JpegReader*>(info->client_data);
  reader.fault = fault_of(reader.error.msg_code);
  std::longjmp(reader.on_error, 1);
}

/// Level -1 is corrupt data: libjpeg would fill the rest with gray and call it a picture.
void refuse_corrupt_data(j_common_ptr info, int level) {
  if (level < 0) leave(info);
}

void print_nothing(j_common_ptr) {
}

void limit_scans(j_common_ptr info) {
  auto& reader = *static_cast<JpegReader*>(info->client_data);
  if (reader.info.input_scan_number <= progressive_scans_max) return;
  reader.fault = ImageFault::TooLarge;
  std::longjmp(reader.on_error, 1);
}

JpegReader::JpegReader(ByteView file) : info{}, error{}, progress{}, on_error{} {
  info.err = jpeg_std_error(&error);
  error.error_exit = leave;
  error.emit_message = refuse_corrupt_data;
  error.output_message = print_nothing;
  info.client_data = this;
  if (setjmp(on_error) != 0) return;
  jpeg_create_decompress(&info);
  progress.progress_monitor = limit_scans;
  info.progress = &progress;
  jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(file.data()),
               static_cast<unsigned long>(file.size()));
  has_input = true;
}

bool read_header(JpegReader& reader) {
  if (setjmp(reader.on_error) != 0) return false;
  jpeg_read_header(&reader.info, TRUE);
  return true;
}

bool read_gray_rows(JpegReader& reader, std::uint8_t* first_row, std::size_t stride) {
  if (setjmp(reader.on_error) != 0) return false;
  reader.info.out_color_space = JCS_GRAYSCALE;
  jpeg_start_decompress(&reader.info);
  while (reader.info.output_scanline < reader.info.output_height) {
    JSAMPROW row = first_row + stride * reader.info.output_scanline;
    jpeg_read_scanlines(&reader.info, &row, 1);
  }
  jpeg_finish_decompress(&reader.info);
  return true;
}

tl::unexpected<Error> failure(const JpegReader& reader) {
  switch (reader.fault) {
    case ImageFault::Unsupported:
      return fail_image(reader.fault, "The JPEG uses a coding that scanners do not.");
    case ImageFault::TooLarge:
      return fail_image(reader.fault, "The JPEG has more scans or coefficients than a page needs.");
    default:
      return fail_image(reader.fault, "The JPEG is damaged or ends too early.");
  }
}

double dpi_of(const jpeg_decompress_struct& info, UINT16 density) {
  constexpr double centimetres_per_inch = 2.54;
  constexpr int unit_inch = 1;
  constexpr int unit_centimetre = 2;
  if (info.density_unit == unit_inch) return plausible_dpi(density);
  if (info.density_unit == unit_centimetre) return plausible_dpi(density * centimetres_per_inch);
  return 0;
}

}  // namespace

Result<GrayImage> decode_jpeg(ByteView file) {
  JpegReader reader{file};
  if (!reader.has_input || !read_header(reader)) return failure(reader);
  const auto size = TRY(picture_size({.format = "JPEG",
                                      .width = reader.info.image_width,
                                      .height = reader.info.image_height,
                                      .bits_per_pixel = 8 * reader.info.num_components,
                                      .file_bytes = static_cast<std::int64_t>(file.size())}));
  const auto colours = reader.info.jpeg_color_space;
  if (colours != JCS_GRAYSCALE && colours != JCS_YCbCr && colours != JCS_RGB) {
    return fail_image(ImageFault::Unsupported, "The JPEG is neither gray nor a colour picture.");
  }
  GrayImage image;
  image.pixels = cv::Mat(size, CV_8UC1);
  if (!read_gray_rows(reader, image.pixels.data, image.pixels.step)) return failure(reader);
  image.dpi_x = dpi_of(reader.info, reader.info.X_density);
  image.dpi_y = dpi_of(reader.info, reader.info.Y_density);
  return set_upright(std::move(image), orientation_of_jpeg(file));
}

}  // namespace lockbox::encode
