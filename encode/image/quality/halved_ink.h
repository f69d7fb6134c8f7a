#pragma once

#include <opencv2/core/mat.hpp>

#include "encode/image/bit_mask.h"

namespace lockbox::encode {

/// A bitonal page a quarter as wide and as high (CV_8UC1).
struct HalvedInk {
  cv::Mat ink;     ///< 255 is ink all over.
  cv::Mat pixels;  ///< 255 is paper all over.
};

/// Halves twice, each time to means of two by two that are rounded up, as averaging gray pixels
/// does; rows and columns that fill no square are left out.
[[nodiscard]] HalvedInk halved_twice(const BitMask& ink);

}  // namespace lockbox::encode
