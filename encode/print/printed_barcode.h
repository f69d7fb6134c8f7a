#pragma once

#include <string>

#include "core/result.h"
#include "encode/coupon/barcode_format.h"
#include "encode/print/drawing.h"

namespace lockbox::encode {

/// What is printed where; lengths in inches.
struct PrintedBarcode {
  BarcodeFormat format = BarcodeFormat::Code128;
  std::string text;
  double left = 0;  ///< Of the quiet zone, which must stay free of other ink.
  double top = 0;
  double width_max = 7;  ///< With both quiet zones; the modules are as wide as it allows.
  double height = 0.6;   ///< Of the bars; a QR code takes its height from its width.
};

/// Adds a barcode as rectangles.  Modules are 0.010 inch at least, which any scanner of 200 dots an
/// inch resolves, and 0.020 inch at most, of QR codes 0.033 inch.  InvalidInput when the text
/// cannot be written in the format or does not fit.
[[nodiscard]] Result<void> add_barcode(Drawing& drawing, const PrintedBarcode& barcode);

}  // namespace lockbox::encode
