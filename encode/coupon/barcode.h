#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "encode/coupon/barcode_format.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

struct BarcodeRead {
  std::string text;
  BarcodeFormat format = BarcodeFormat::Code128;
  Box box;
  double confidence = 0;  ///< 0..1: share of the attempts and scan rows that agreed.
};

/// Every barcode on the page.  Fast path first; then crop, rescale and other binarisations.  Reads
/// that contradict each other at one place are dropped.  Never throws, never aborts.
[[nodiscard]] std::vector<BarcodeRead> read_barcodes(const GrayImage& image);

/// Draws a barcode with its quiet zone; `module_px` is the width of the narrow element.
/// InvalidInput when the text cannot be written in the format.
[[nodiscard]] Result<GrayImage> draw_barcode(BarcodeFormat format, std::string_view text,
                                             int module_px);

}  // namespace lockbox::encode
