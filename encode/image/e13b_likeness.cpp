#include "encode/image/e13b_likeness.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "encode/image/ink_marks.h"
#include "encode/image/ink_mask.h"
#include "encode/image/packed_ink.h"

namespace lockbox::encode {
namespace {

// ANSI X9.100-160-1: characters 0.117 inch high at a pitch of 0.125 inch, in a band that is 5/8
// inch high.  The band searched is higher: the picture may have a margin below the check.
constexpr double band_inches = 1.3;
constexpr double height_inches_min = 0.1;
constexpr double height_inches_max = 0.135;
constexpr double width_inches_min = 0.025;
constexpr double width_inches_max = 0.11;
constexpr double pitch_inches = 0.125;
constexpr double pitch_tolerance = 0.035;  ///< Of the mean; transports stretch by 1 or 2 %.

/// A bitonal picture says itself what is ink.
BitMask ink_in(const GrayImage& image, const cv::Range& band) {
  if (image.bitonal) return ink_of(image, band);
  return BitMask::of(ink_mask(image.pixels.rowRange(band), cvRound(0.25 * image.dpi_x)));
}

std::vector<cv::Rect> glyphs_in(const GrayImage& straight, const cv::Range& band) {
  const double dpi = straight.dpi_x;
  auto glyphs = ink_marks(ink_in(straight, band));
  std::erase_if(glyphs, [dpi](const cv::Rect& box) {
    return box.height < height_inches_min * dpi || box.height > height_inches_max * dpi ||
           box.width < width_inches_min * dpi || box.width > width_inches_max * dpi;
  });
  return glyphs;
}

/// Where boxes come to lie when the page is turned by half a turn, but for its size.
void turn_upside_down(std::vector<cv::Rect>& boxes) {
  for (auto& box : boxes) box = {-box.br().x, -box.br().y, box.width, box.height};
}

/// The glyphs that share the baseline of most others, left to right.
std::vector<cv::Rect> longest_row(const std::vector<cv::Rect>& glyphs, double dpi) {
  const int offset_max = std::max(2, cvRound(0.02 * dpi));
  std::vector<cv::Rect> longest;
  for (const auto& first : glyphs) {
    std::vector<cv::Rect> row;
    std::copy_if(glyphs.begin(), glyphs.end(), std::back_inserter(row), [&](const cv::Rect& other) {
      return std::abs(other.br().y - first.br().y) <= offset_max;
    });
    if (row.size() > longest.size()) longest = std::move(row);
  }
  std::sort(longest.begin(), longest.end(),
            [](const cv::Rect& a, const cv::Rect& b) { return a.br().x < b.br().x; });
  return longest;
}

bool is_row_among(const std::vector<cv::Rect>& glyphs, double dpi) {
  constexpr int neighbours_min = 6;
  const double pitch_px = pitch_inches * dpi;
  const auto row = longest_row(glyphs, dpi);
  // E-13B is aligned at the right edges.  Distances of about one position are averaged: that is
  // far finer than one pixel.
  double sum_px = 0;
  int neighbours = 0;
  for (std::size_t i = 1; i < row.size(); ++i) {
    const double distance = row[i].br().x - row[i - 1].br().x;
    if (distance < 0.7 * pitch_px || distance > 1.3 * pitch_px) continue;
    sum_px += distance;
    ++neighbours;
  }
  return neighbours >= neighbours_min &&
         std::abs(sum_px / neighbours / pitch_px - 1) <= pitch_tolerance;
}

}  // namespace

bool has_e13b_row(const GrayImage& straight) {
  if (straight.dpi_x <= 0) return false;
  const int rows = straight.pixels.rows;
  const cv::Range band{rows - std::min(rows, cvRound(band_inches * straight.dpi_x)), rows};
  return is_row_among(glyphs_in(straight, band), straight.dpi_x);
}

bool has_e13b_row_upside_down(const GrayImage& straight) {
  if (straight.dpi_x <= 0) return false;
  const int rows = straight.pixels.rows;
  const int band = cvRound(band_inches * straight.dpi_x);
  const int shared = cvRound(2 * height_inches_max * straight.dpi_x);
  for (int end = rows; end > shared; end -= band - shared) {
    auto glyphs = glyphs_in(straight, {std::max(end - band, 0), end});
    turn_upside_down(glyphs);
    if (is_row_among(glyphs, straight.dpi_x)) return true;
  }
  return false;
}

}  // namespace lockbox::encode
