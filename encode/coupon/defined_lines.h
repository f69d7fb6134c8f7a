#pragma once

#include <vector>

#include "encode/coupon/coupon_match.h"

namespace lockbox::encode {

/// The scan lines on a page that definitions speak of; none where no definition has one.  Where the
/// barcode has told which coupon this is, only the line of that coupon is looked for, to confirm
/// it. A line is looked for in its zone first, and anywhere on a page that is still unknown after
/// that.
[[nodiscard]] std::vector<ScanLineRead> read_defined_lines(
    const GrayImage& image, const std::vector<CouponDefinition>& definitions,
    const KnownCoupons& known);

}  // namespace lockbox::encode
