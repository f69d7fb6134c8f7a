#pragma once

#include <string>

#include "core/chance.h"
#include "core/result.h"
#include "encode/coupon/barcode_format.h"
#include "encode/image/gray_image.h"
#include "encode/mail/checks/check_plan.h"

namespace lockbox::encode {

struct DrawnCoupon {
  GrayImage page;    ///< As decoded from the scanner's or camera's file.
  std::string code;  ///< What the barcode says.
};

/// Whether it happens to a page; the others happen to a MICR line alone.
[[nodiscard]] bool befalls_pages(Degradation degradation);

/// Draws a printed coupon with a barcode of that format and a number of its own, degraded like a
/// check is; signatures and stamps lie over the barcode.  The same chance draws the same.
[[nodiscard]] Result<DrawnCoupon> draw_wide_coupon(BarcodeFormat format, Degradation degradation,
                                                   int level, Chance& chance);

}  // namespace lockbox::encode
