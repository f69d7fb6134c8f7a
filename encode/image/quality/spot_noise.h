#pragma once

#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// Counts specks: ink in a square of `spot_px` with as much paper on every side of it.  `ink` is
/// 255 where there is ink.  Dots of letters are larger or stand closer to their letter.
[[nodiscard]] int count_spots(const cv::Mat& ink, int spot_px);

}  // namespace lockbox::encode
