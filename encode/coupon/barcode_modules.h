#pragma once

#include <string_view>

#include <opencv2/core/mat.hpp>

#include "core/result.h"
#include "encode/coupon/barcode_format.h"

namespace lockbox::encode {

/// How much white a code needs on each side, in modules: ISO/IEC 15417, 16388, 16390 and 18004.
[[nodiscard]] int quiet_zone_modules(BarcodeFormat format);

/// The modules of a code without its quiet zone, CV_8UC1, ink 0 and paper 255: one row for a linear
/// code, a square for a QR code.  InvalidInput when the text cannot be written in the format.
[[nodiscard]] Result<cv::Mat> barcode_modules(BarcodeFormat format, std::string_view text);

}  // namespace lockbox::encode
