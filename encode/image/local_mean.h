#pragma once

#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// Wider squares would need sums of more than 32 bits.
inline constexpr int local_mean_side_max = 2'047;

/// 255 where a pixel (CV_8UC1) is darker by `darker_by` or more than the mean of the square of
/// `side` pixels, an odd number up to that, around it, rounded to a whole gray, else 0.  Beyond the
/// picture its edge goes on.  Every sum is exact.
[[nodiscard]] cv::Mat darker_than_mean(const cv::Mat& pixels, int side, int darker_by);

/// The mean of the square of `side` samples (CV_32FC1) around each, of an even square the one that
/// reaches further up and left; beyond the edge the samples are mirrored.
[[nodiscard]] cv::Mat square_means(const cv::Mat& samples, int side);

}  // namespace lockbox::encode
