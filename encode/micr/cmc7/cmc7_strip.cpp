#include "encode/micr/cmc7/cmc7_strip.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "encode/micr/cmc7/cmc7_glyphs.h"
#include "encode/micr/cmc7/cmc7_layout.h"

namespace lockbox::encode {

namespace {

/// How many steps from a place stay on the picture.
int positions_to_edge(cv::Point2d place, cv::Point2d step, cv::Size size) {
  const double edge = step.x > 0 ? size.width : 0;
  const double steps = (edge - place.x) / step.x;
  return std::clamp(static_cast<int>(steps), 0, static_cast<int>(cmc7_positions_max));
}

}  // namespace

Cmc7Strip cut_cmc7_strip(const cv::Mat& pixels, const Cmc7Row& row) {
  constexpr double samples_a_pitch = cmc7_pitch_mm * cmc7_samples_a_mm;
  const cv::Point2d across = row.step / samples_a_pitch;
  const cv::Point2d down{-across.y, across.x};
  Cmc7Strip strip;
  strip.positions_before = positions_to_edge(row.first, -row.step, pixels.size());
  strip.positions_from = positions_to_edge(row.first, row.step, pixels.size()) + 1;
  strip.first = (strip.positions_before + 0.5) * samples_a_pitch;
  const auto height = static_cast<int>(std::lround(cmc7_height_mm * cmc7_samples_a_mm));
  const auto width =
      static_cast<int>((strip.positions_before + strip.positions_from) * samples_a_pitch);
  // Places of the picture are those of pixels' middles, of the row those of their edges.
  const cv::Point2d origin =
      row.first - strip.first * across - height * down - cv::Point2d{0.5, 0.5};
  strip.to_picture = {across.x, down.x, origin.x, across.y, down.y, origin.y};
  cv::Mat gray;
  cv::warpAffine(pixels, gray, strip.to_picture, {width, height},
                 cv::INTER_CUBIC | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  gray.convertTo(strip.darkness, CV_32F, -1, 255);
  cv::Mat mean;
  cv::reduce(strip.darkness, mean, 0, cv::REDUCE_AVG, CV_64F);
  strip.profile.assign(mean.begin<double>(), mean.end<double>());
  return strip;
}

Box cmc7_symbol_box(const Cmc7Strip& strip, double middle) {
  constexpr double half = (cmc7_pitch_mm / 2 - cmc7_wide_mm) * cmc7_samples_a_mm;
  std::array<cv::Point2f, 4> corners;
  std::size_t next = 0;
  for (const double x : {middle - half, middle + half}) {
    for (const double y : {0.0, static_cast<double>(strip.darkness.rows)}) {
      const auto& map = strip.to_picture;
      corners.at(next++) = cv::Point2d{map(0, 0) * x + map(0, 1) * y + map(0, 2),
                                       map(1, 0) * x + map(1, 1) * y + map(1, 2)};
    }
  }
  const auto bounds = cv::boundingRect(cv::Mat{4, 1, CV_32FC2, corners.data()});
  return {bounds.x, bounds.y, bounds.width, bounds.height};
}

}  // namespace lockbox::encode
