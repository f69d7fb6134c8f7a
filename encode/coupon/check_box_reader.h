#pragma once

/// @file
/// Mark sense: whether a payer marked the boxes of a coupon.

#include <vector>

#include "encode/coupon/check_box.h"
#include "encode/coupon/coupon_definition.h"
#include "encode/coupon/coupon_match.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Looks into every box of the definition on a page that bears this coupon: 150 dpi and more,
/// skewed up to about 10 degrees, also upside down, shifted by a few millimetres.  The printed
/// frames are found first, and the boxes of a page must have moved alike; a box whose frame is not
/// found, or could be another one, is Doubtful.
[[nodiscard]] std::vector<CheckBoxRead> read_check_boxes(const GrayImage& scan,
                                                         const CouponDefinition& definition,
                                                         const CouponRead& coupon);

}  // namespace lockbox::encode
