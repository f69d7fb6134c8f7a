#pragma once

#include <optional>

#include <opencv2/core/mat.hpp>

#include "encode/coupon/barcode.h"
#include "encode/coupon/barcode_locator.h"

namespace lockbox::encode {

/// The QR or DataMatrix symbol of a dense region, or the PDF417 of rows, tried at several scales
/// and binarizations.  Its error correction is its own check, so the first reading counts.
[[nodiscard]] std::optional<BarcodeRead> read_matrix(const cv::Mat& gray,
                                                     const BarcodeRegion& region);

}  // namespace lockbox::encode
