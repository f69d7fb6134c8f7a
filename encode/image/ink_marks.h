#pragma once

/// @file
/// Connected ink as boxes, found run by run: most of a page is white, and white costs nothing.

#include <vector>

#include <opencv2/core/mat.hpp>

#include "encode/image/bit_mask.h"

namespace lockbox::encode {

/// The box around each connected piece of ink (8 neighbours), in no particular order.
[[nodiscard]] std::vector<cv::Rect> ink_marks(const BitMask& mask);
/// The same of a CV_8UC1 mask in which 255 is ink and all else 0.
[[nodiscard]] std::vector<cv::Rect> ink_marks(const cv::Mat& mask);

}  // namespace lockbox::encode
