#include "encode/image/picture_limits.h"

#include <algorithm>
#include <string>

#include "core/limits.h"
#include "encode/image/image_fault.h"

namespace lockbox::encode {
namespace {

/// A small file may always grow to this: a blank gray letter page is honest and compresses well.
constexpr std::int64_t decoded_bytes_floor = 8 << 20;

std::string describe(const PictureHeader& header) {
  return "The " + std::string{header.format} + " header promises " + std::to_string(header.width) +
         " x " + std::to_string(header.height) + " pixels";
}

}  // namespace

Result<cv::Size> picture_size(const PictureHeader& header) {
  if (header.width <= 0 || header.height <= 0) {
    return fail_image(ImageFault::Truncated, describe(header) + ", which is no picture.");
  }
  if (std::max(header.width, header.height) > limits::image_side_pixels_max) {
    return fail_image(ImageFault::TooLarge, describe(header) + "; the limit of one side is " +
                                                std::to_string(limits::image_side_pixels_max) +
                                                ".");
  }
  const std::int64_t pixels = header.width * header.height;
  if (pixels > limits::image_pixels_max) {
    return fail_image(ImageFault::TooLarge, describe(header) + "; the limit is " +
                                                std::to_string(limits::image_pixels_max) +
                                                " pixels in all.");
  }
  const std::int64_t decoded_bytes = pixels * header.bits_per_pixel / 8;
  const std::int64_t expansion_limit = header.file_bytes * limits::image_expansion_max;
  if (decoded_bytes > std::max(decoded_bytes_floor, expansion_limit)) {
    return fail_image(ImageFault::TooLarge, describe(header) + " from only " +
                                                std::to_string(header.file_bytes) +
                                                " bytes, as no scanned page does.");
  }
  return cv::Size{static_cast<int>(header.width), static_cast<int>(header.height)};
}

double plausible_dpi(double dpi) {
  constexpr double dpi_min = 10;
  constexpr double dpi_max = 9'600;
  return dpi >= dpi_min && dpi <= dpi_max ? dpi : 0;
}

}  // namespace lockbox::encode
