#pragma once

#include <optional>
#include <string>

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
};
/// InvalidInput when the code cannot be written in its format, or the scan line in its type face,
/// or when one of them is too long.
[[nodiscard]] Result<Drawing> coupon_slip(const CouponSlip& slip);

}  // namespace lockbox::encode
