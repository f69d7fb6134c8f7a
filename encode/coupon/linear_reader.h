#pragma once

#include <optional>

#include <opencv2/core/mat.hpp>

#include "encode/coupon/barcode.h"
#include "encode/coupon/barcode_locator.h"

namespace lockbox::encode {

/// The one-dimensional code in a region of bars.  Bands are read one by one under one threshold
/// after another until enough of them agree; a region that says two things says nothing.
[[nodiscard]] std::optional<BarcodeRead> read_bars(const cv::Mat& gray,
                                                   const BarcodeRegion& region);

}  // namespace lockbox::encode
