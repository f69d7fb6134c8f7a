#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

namespace lockbox::encode {

/// Where a row of marks of one height at one pitch stands, in pixels of the picture.  The baseline
/// is y = baseline_y + slope * x.
struct LineGuess {
  double baseline_y = 0;
  double slope = 0;
  double height = 0;  ///< Of the marks, across the baseline.
  double pitch = 0;   ///< Right edge to right edge, along the baseline.
  double left = 0;    ///< The marks' extent.
  double right = 0;
  std::vector<double> right_edges;  ///< Of each mark, left to right.
};

/// Rows on `pixels` (CV_8UC1) that could be a MICR line, most promising first.  They are told by
/// their geometry only, so another fixed-pitch type may be among them.
[[nodiscard]] std::vector<LineGuess> locate_lines(const cv::Mat& pixels, bool bitonal);

}  // namespace lockbox::encode
