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

/// The largest share of the height that a line along it takes, at least `margin_px` from either
/// side; 50 dpi, at which a line that leans by a degree still keeps within three columns.
[[nodiscard]] double line_along_height(const cv::Mat& ink, int margin_px);

/// The highest band of rows that are dark over half their width, in rows; bands at the upper or
/// lower rim are the surroundings.  `dark` as `trace_outline` takes it.
[[nodiscard]] int dark_band(const cv::Mat& dark);

/// How wide the sharpest edges of a gray picture are: contrast over steepest slope, in pixels.
[[nodiscard]] double edge_width(const cv::Mat& pixels, double contrast);

}  // namespace lockbox::encode
