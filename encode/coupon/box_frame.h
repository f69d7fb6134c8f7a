#pragma once

/// @file
/// Printed squares for a payer to mark, found by their four rules alone: what is drawn in them and
/// over them does not matter.

#include <vector>

#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// The sides that a square may have, in pixels.
struct SideRange {
  int least = 0;
  int most = 0;
};

/// A square outline of thin rules.
struct BoxFrame {
  cv::Rect outer;
  cv::Rect inner;  ///< Between its rules.
};

/// The level squares in a mask (CV_8UC1, 255 is ink), skew up to about a degree; rules may have
/// gaps of a tenth of their length.  Of squares one inside the other, the outermost.
[[nodiscard]] std::vector<BoxFrame> find_box_frames(const cv::Mat& ink, const SideRange& sides);

}  // namespace lockbox::encode
