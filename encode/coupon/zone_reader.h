#pragma once

#include <optional>

#include "encode/coupon/barcode.h"

namespace lockbox::encode {

/// The barcode of one format that lies level in a known area of the page.  The quick way: a few
/// rows as they are, three of which must agree; what is soft, skewed or damaged takes
/// `read_barcodes`.
[[nodiscard]] std::optional<BarcodeRead> read_barcode_in(const GrayImage& image,
                                                         const cv::Rect& area,
                                                         BarcodeFormat format);

}  // namespace lockbox::encode
