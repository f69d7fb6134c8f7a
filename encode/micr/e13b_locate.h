#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// One mark of a row: the middle of its right edge.
struct LineMark {
  double right = 0;
  double middle_y = 0;
  double height = 0;
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

/// What counts as the ink of a mark.
enum class MarkInk {
  DarkerThanAround,
  WithoutStreaks,  ///< Streaks along the line are taken out, which can split or join other marks.
  Darkest,         ///< Only what is about as dark as ink gets; a print behind the line is paper.
};

/// Whether the picture has so much between ink and paper that a look at `Darkest` is worthwhile.
[[nodiscard]] bool has_print_behind(const cv::Mat& pixels);

/// Rows on `band` of the picture that could be a MICR line, of `marks_min` digits or more, most
/// promising first.  They are told by their geometry only, so another fixed-pitch type may be among
/// them.
[[nodiscard]] std::vector<LineGuess> locate_lines(const GrayImage& picture, const cv::Range& band,
                                                  MarkInk ink, std::size_t marks_min = 6);

}  // namespace lockbox::encode
