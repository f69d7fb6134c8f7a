#pragma once

#include <opencv2/core/types.hpp>

#include "encode/coupon/coupon_definition.h"

namespace lockbox::encode {

/// The pixels of a zone on a page of that size, with some play around: no page lies exactly where
/// it should.
[[nodiscard]] cv::Rect area_of(const PageZone& zone, const cv::Size& page);

}  // namespace lockbox::encode
