#pragma once

/// @file
/// What the rows and columns of a picture tell.  Pictures that are masks are 255 where there
/// is ink.

#include <opencv2/core/mat.hpp>

#include "encode/image/bit_mask.h"

namespace lockbox::encode {

/// The share of ink, 0 to 1.
[[nodiscard]] double ink_share(const BitMask& ink);

/// Level lines of up to `streak_px` rows that run from rim to rim: ink, or one row of paper that
/// cuts through the ink above and below.  Printed rules end before the rim.
[[nodiscard]] int count_streaks(const BitMask& ink, int streak_px);

/// A line along the height of a page.
struct UprightLine {
  double share = 0;  ///< Of the height that it takes.
  int column = 0;
};

/// The line that takes most of the height, at least `margin_px` from either side; 50 dpi, at which
/// a line that leans by a degree still keeps within three columns.
[[nodiscard]] UprightLine line_along_height(const cv::Mat& ink, int margin_px);

/// Whether a level rule goes on from one side of that column to the other, as over a fold, for
/// `reach_px` each way.  Before the rim of a second paper it ends, and behind it there is a margin.
[[nodiscard]] bool is_crossed(const cv::Mat& ink, int column, int reach_px);

/// The highest band of rows that are dark over half their width, in rows; bands at the upper or
/// lower rim are the surroundings.  `dark` as `trace_outline` takes it.
[[nodiscard]] int dark_band(const cv::Mat& dark);

/// How wide the sharpest edges of a gray picture are: contrast over steepest slope, in pixels.
[[nodiscard]] double edge_width(const cv::Mat& pixels, double contrast);

}  // namespace lockbox::encode
