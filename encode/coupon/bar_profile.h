#pragma once

/// @file
/// The bars of one region as brightness along a line, in bands that can be read one by one.

#include <opencv2/core/mat.hpp>

#include "encode/coupon/barcode_locator.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Averaging along the bars cancels specks and, on a page that lies a little askew, gives back the
/// fine position of an edge that one row of black and white pixels has lost.
struct BarProfile {
  static constexpr int samples_per_px = 4;

  cv::Mat bands;         ///< CV_32F, 0 to 255, one row a band; across the bars with quiet zones.
  BarcodeRegion region;  ///< What the bands cover: the height without its ragged ends.
};

/// Cuts the region out upright, straightened so that the bars of all bands line up.
[[nodiscard]] BarProfile bar_profile(const cv::Mat& gray, const BarcodeRegion& region);

/// True if there are as many bars as the shortest code has and they run through all bands; a word
/// of text has fewer strokes, and they do not.
[[nodiscard]] bool shows_bars(const BarProfile& profile);

/// How a profile becomes bars and spaces.
struct BarThreshold {
  double sharpness = 0;    ///< Weight of the unsharp mask; undoes the blur of a soft scan.
  double window_px = 0;    ///< Brightest and darkest within this width set the threshold.
  double level = 0.5;      ///< Where between darkest (0) and brightest (1).
  double thinning_px = 0;  ///< Taken from each bar, or added to it: ink and thresholds spread bars.
  int bands = 1;           ///< Bands averaged into one: more against noise, fewer to agree.
};

/// CV_8UC1, 0 for a bar and 255 for a space, one row a band.
[[nodiscard]] cv::Mat binarize(const BarProfile& profile, const BarThreshold& threshold);

/// The place on the page of a stretch of samples.
[[nodiscard]] Box page_box(const BarProfile& profile, double from_sample, double to_sample);

}  // namespace lockbox::encode
