#pragma once

#include <optional>
#include <string>

#include <opencv2/core/mat.hpp>

#include "encode/coupon/barcode_format.h"

namespace lockbox::encode {

/// What one band across the bars says, and from where to where, in its pixels.
struct BandRead {
  std::string text;
  double from = 0;
  double to = 0;
};

/// Reads a band (CV_8UC1, one row, 0 for a bar and 255 for a space) as a linear format.
[[nodiscard]] std::optional<BandRead> read_band(const cv::Mat& band, BarcodeFormat format);

}  // namespace lockbox::encode
