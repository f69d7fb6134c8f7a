#pragma once

/// @file
/// Where a line runs on the picture, and where its characters stand, by the marks that were found.

#include <vector>

#include <opencv2/core/matx.hpp>

#include "encode/scan_line/scan_line_locator.h"

namespace lockbox::encode {

/// y on the picture for x, as a polynomial: constant, slope at 0, bend.
using MiddleLine = cv::Vec3d;

[[nodiscard]] double y_at(const MiddleLine& line, double x);
[[nodiscard]] double slope_at(const MiddleLine& line, double x);

/// Through the middles of the marks, but for those that stand off the line.
[[nodiscard]] MiddleLine fit_middle_line(const ScanLineGuess& guess);

/// How many places more than its marks a line takes up at either end.
struct PlacesBeyond {
  int left = 0;
  int right = 0;
};

/// The x of every place: those of the marks, evenly spread ones where marks are missing, and those
/// beyond both ends as far as a picture of so many columns goes.
[[nodiscard]] std::vector<double> places_along(const ScanLineGuess& guess,
                                               const PlacesBeyond& beyond, int columns);

}  // namespace lockbox::encode
