#pragma once

#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// What is ruled on a page for somebody to write on.
struct RuledLines {
  int writing_lines = 0;  ///< Level rules that end inside the page and bound no box.
  int boxes = 0;          ///< Low closed frames, as for an amount.
};

inline constexpr double ruled_lines_dpi = 100;

/// Takes the `ink_mask` of a straight picture at that resolution; residual skew under 0.3 degree.
/// A rule shorter than an inch, or broken into pieces shorter than that, is not seen.
[[nodiscard]] RuledLines find_ruled_lines(const cv::Mat& ink);

}  // namespace lockbox::encode
