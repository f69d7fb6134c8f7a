#pragma once

/// @file
/// Skew: how far the page lay turned on the track, and the picture without it.

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Skew that no reader minds; below it a turn only costs time and sharpness.
inline constexpr double skew_degrees_tolerated = 0.3;

/// The skew of text lines, rules and edges, counter-clockwise positive, within +-16 degrees and
/// about 0.1 degree.  0 when nothing on the page runs level enough to tell.
[[nodiscard]] double estimate_skew(const GrayImage& scan);

/// The same of a mask that is 255 where there is ink, at 50 dpi or more; about 0.2 degree at 50.
[[nodiscard]] double skew_of_ink(const cv::Mat& ink);

/// A picture with its skew taken out, and the way back to the scan.
struct StraightImage {
  GrayImage image;  ///< The whole scan on a larger white page; gray, also when the scan was not.
  cv::Matx23d to_scan;  ///< From a place on `image` to the place on the scan.
  cv::Size scan_size;
};

/// Turns the scan back by `skew_degrees`; any angle, so 180 sets an upside-down page upright.
[[nodiscard]] StraightImage straighten(const GrayImage& scan, double skew_degrees);

/// The upright box on the scan that holds `box` of the straight picture, cut to the scan.
[[nodiscard]] Box box_on_scan(const StraightImage& straight, const Box& box);

}  // namespace lockbox::encode
