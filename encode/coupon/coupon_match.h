#pragma once

/// @file
/// What was read on a page against what the definitions know: which coupon it is, if it is beyond
/// doubt.

#include <optional>
#include <string>
#include <vector>

#include "encode/coupon/barcode.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/scan_line/scan_line_reader.h"

namespace lockbox::encode {

/// A coupon that one, and only one, definition accepted, by its barcode, its scan line or both.
struct CouponRead {
  CouponCode code;
  std::string text;    ///< Of the barcode, or of the scan line, without blanks, if that is all.
  std::string format;  ///< "code128" or "ocr_a"; "code128+ocr_a" where both say the same.
  double confidence = 0;
  Box box;
};

/// What the definitions make of a page.
struct KnownCoupons {
  int count = 0;  ///< Distinct codes and lines; a barcode and the line that agrees with it are one.
  std::optional<CouponRead> coupon;  ///< Only when there is one.
  std::string doubt;                 ///< One sentence, when what was read contradicts itself.
};

/// A code or line printed twice counts once; one that two definitions accept counts twice.  A
/// barcode and a scan line of one coupon must agree in account, due date and amounts, else neither
/// counts and a person decides.  A line in doubt agrees with the account that it can be.
[[nodiscard]] KnownCoupons match_coupons(const std::vector<BarcodeRead>& codes,
                                         const std::vector<ScanLineRead>& lines,
                                         const std::vector<CouponDefinition>& definitions);

}  // namespace lockbox::encode
