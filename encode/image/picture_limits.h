#pragma once

#include <cstdint>
#include <string_view>

#include <opencv2/core/types.hpp>

#include "core/result.h"

namespace lockbox::encode {

/// What the header of a file promises.
struct PictureHeader {
  std::string_view format;  ///< "TIFF", "JPEG" or "PNG", for the error message.
  std::int64_t width = 0;
  std::int64_t height = 0;
  int bits_per_pixel = 8;  ///< As the file keeps them: a blank page at 1 bit is small and honest.
  std::int64_t file_bytes = 0;
};

/// The size in pixels, or the reason (TooLarge, Truncated) why not one pixel may be decoded.
[[nodiscard]] Result<cv::Size> picture_size(const PictureHeader& header);

/// A resolution as tags give it, or 0 when no scanner can have meant it.
[[nodiscard]] double plausible_dpi(double dpi);

}  // namespace lockbox::encode
