#pragma once

#include <vector>

#include <opencv2/core/mat.hpp>

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// A row of marks of one height at one pitch, in pixels of the picture.
struct ScanLineGuess {
  std::vector<cv::Point2d> middles;  ///< Of the marks, left to right.
  double height = 0;                 ///< Of the marks, across the line.
  double pitch = 0;                  ///< From middle to middle, along the line.
};

/// Rows in `area` that could be a scan line, the most promising first, at most a few.  They are
/// told by their geometry only, so other type of one pitch may be among them.
[[nodiscard]] std::vector<ScanLineGuess> locate_scan_lines(const GrayImage& image,
                                                           const cv::Rect& area);

}  // namespace lockbox::encode
