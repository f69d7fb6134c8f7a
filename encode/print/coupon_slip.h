#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/money.h"
#include "core/result.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/print/drawing.h"

namespace lockbox::encode {

/// The line of machine type of a coupon.
struct SlipScanLine {
  OcrFont font = OcrFont::A;
  std::string text;
  /// Where it belongs; it stands there if that is free, else at the right end of the lower edge.
  std::optional<PageZone> zone;
};

/// A square for the payer to mark.
struct SlipCheckBox {
  std::string caption;
  PageZone zone;  ///< The square stands in its middle, the caption to the right of it.
};

/// What a payer sends back with the check.
struct CouponSlip {
  std::string biller;
  std::string title;
  std::string payer;
  std::string address;
  std::string account;
  std::string due_date;
  Money amount_due;
  BarcodeFormat format = BarcodeFormat::Code128;
  std::string code;  ///< Empty: there is no barcode.
  std::optional<SlipScanLine> scan_line = {};
  std::vector<SlipCheckBox> check_boxes = {};
};
/// InvalidInput when the code cannot be written in its format, or the scan line in its type face,
/// when one of them is too long, or when the zone of a check box lies on other print.
[[nodiscard]] Result<Drawing> coupon_slip(const CouponSlip& slip);

}  // namespace lockbox::encode
