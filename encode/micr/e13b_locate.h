#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

namespace lockbox::encode {

/// One mark of a row: the middle of its right edge.
struct LineMark {
  double right = 0;
  double middle_y = 0;
};

/// Where a row of marks of one height at one pitch stands, in pixels of the picture.  The middle
/// of the row is y = middle_y + slope * x.
struct LineGuess {
  double middle_y = 0;
  double slope = 0;
  double height = 0;            ///< Of the marks, across the line.
  double pitch = 0;             ///< Right edge to right edge, along the line.
  std::vector<LineMark> chain;  ///< What the line was fitted to, left to right.
  std::vector<LineMark> marks;  ///< As well as all others of that height beside it.
};

/// Whether streaks along the line are taken out first; it can split or join other marks.
enum class Streaks { Kept, TakenOut };

/// Rows on `band` of `pixels` (CV_8UC1) that could be a MICR line, most promising first.  They are
/// told by their geometry only, so another fixed-pitch type may be among them.
[[nodiscard]] std::vector<LineGuess> locate_lines(const cv::Mat& pixels, cv::Range band,
                                                  bool bitonal, Streaks streaks);

}  // namespace lockbox::encode
