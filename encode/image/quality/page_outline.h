#pragma once

#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// Where the outline of the paper leaves a straight-sided page, against dark surroundings.  What
/// is lost in white surroundings, or beyond the picture, cannot be told from paper.
struct PageOutline {
  double corner_px = 0;   ///< Leg of an even fold with the area of the largest missing corner.
  double edge_px = 0;     ///< Depth of the deepest notch that is not a corner.
  double framing_px = 0;  ///< The widest band of surroundings along a whole side.
  double step_px = 0;     ///< Length of the outline that runs level behind a step to a corner.
};

/// `dark` is 255 where the picture is dark, at a resolution at which print is not: about 25 dpi.
/// `skew_degrees` is how the print lies, as `estimate_skew` says it; the paper may lie so, level or
/// in between, and the angle under which least of it is missing is taken.
[[nodiscard]] PageOutline trace_outline(const cv::Mat& dark, double skew_degrees);

}  // namespace lockbox::encode
