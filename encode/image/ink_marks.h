#pragma once

/// @file
/// Connected ink as boxes, found run by run: most of a page is white, and white costs nothing.

#include <vector>

#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// The box around each connected piece of ink (8 neighbours) in `mask` (CV_8UC1, 255 is ink, all
/// else 0), in no particular order.
[[nodiscard]] std::vector<cv::Rect> ink_marks(const cv::Mat& mask);

}  // namespace lockbox::encode
