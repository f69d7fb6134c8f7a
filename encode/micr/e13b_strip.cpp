#include "encode/micr/e13b_strip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lockbox::encode {
namespace {

/// Picture pixels a module, across and down.  The pitch is the better measure, because ink spread
/// makes glyphs taller but does not move them; the height counts only when it tells that the two
/// scales of the picture differ.
cv::Vec2d pixels_per_module(const LineGuess& guess) {
  constexpr double taller_max = 1.2;
  constexpr double taller_min = 0.88;
  const double across = guess.pitch / e13b_pitch_modules;
  const double down = guess.height / e13b_height_modules;
  const double taller = down / across;
  return {across, taller > taller_min && taller < taller_max ? across : down};
}

/// The darkness that `share` of the samples do not reach.
float quantile(const cv::Mat& darkness, double share) {
  std::array<int, 256> histogram{};
  for (int y = 0; y < darkness.rows; ++y) {
    const auto* row = darkness.ptr<float>(y);
    for (int x = 0; x < darkness.cols; ++x) ++histogram[static_cast<std::uint8_t>(row[x])];
  }
  const double wanted = share * static_cast<double>(darkness.total());
  double seen = 0;
  int level = 0;
  while (level < 255 && seen + histogram[static_cast<std::size_t>(level)] < wanted) {
    seen += histogram[static_cast<std::size_t>(level)];
    ++level;
  }
  return static_cast<float>(level);
}

/// The way from strip to picture along the fitted line.  The middle of the marks is where the
/// middle of the glyphs is, however far the ink has spread.
cv::Matx23d way_to_picture(const LineGuess& guess, const cv::Vec2d& per_sample) {
  const double angle = std::atan(guess.slope);
  const double run = std::cos(angle);
  const double rise = std::sin(angle);
  constexpr double rows_to_middle = strip_margin + glyph_samples / 2.0;
  return {per_sample[0] * run,
          -per_sample[1] * rise,
          per_sample[1] * rise * rows_to_middle,
          per_sample[0] * rise,
          per_sample[1] * run,
          guess.middle_y - per_sample[1] * run * rows_to_middle};
}

/// The top of the glyphs at each column, from the marks around it.
std::vector<int> tops_along(const LineGuess& guess, const cv::Vec2d& per_sample, int columns) {
  const double reach = 5 * guess.pitch;
  std::vector<int> tops;
  tops.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) {
    const double x = column * per_sample[0];
    const auto from = std::ranges::lower_bound(guess.marks, x - reach, {}, &LineMark::right);
    const auto to = std::ranges::upper_bound(guess.marks, x + reach, {}, &LineMark::right);
    std::vector<double> offsets;
    for (auto mark = from; mark != to; ++mark) {
      offsets.push_back(mark->middle_y - guess.middle_y - guess.slope * mark->right);
    }
    double offset = 0;
    if (!offsets.empty()) {
      const auto middle = offsets.begin() + static_cast<std::ptrdiff_t>(offsets.size() / 2);
      std::ranges::nth_element(offsets, middle);
      offset = *middle;
    }
    tops.push_back(strip_margin + static_cast<int>(std::lround(offset / per_sample[1])));
  }
  return tops;
}

}  // namespace

Strip straighten(const cv::Mat& pixels, const LineGuess& guess) {
  const cv::Vec2d per_sample = pixels_per_module(guess) / samples_per_module;
  Strip strip;
  strip.to_picture = way_to_picture(guess, per_sample);
  const cv::Size size{static_cast<int>(pixels.cols / strip.to_picture(0, 0)),
                      glyph_samples + 2 * strip_margin};
  cv::Mat fine = pixels;
  const int smear = static_cast<int>(std::lround(std::min(per_sample[0], per_sample[1])));
  if (smear > 1) cv::blur(pixels, fine, {smear, smear});
  // A sample's value belongs to its middle, as a pixel's does.
  cv::Matx23d middles = strip.to_picture;
  for (int i = 0; i < 2; ++i) {
    middles(i, 2) += 0.5 * (middles(i, 0) + middles(i, 1)) - 0.5;
  }
  cv::Mat straight;
  cv::warpAffine(fine, straight, middles, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  straight.convertTo(strip.darkness, CV_32F, -1, 255);
  cv::blur(strip.darkness, strip.modules, {samples_per_module, samples_per_module});
  strip.tops = tops_along(guess, per_sample, size.width);
  const auto column = [&](const LineMark& mark) {
    return std::clamp(static_cast<int>(mark.right / strip.to_picture(0, 0)), 0, size.width - 1);
  };
  const int left = column(guess.chain.front());
  const int width = std::max(column(guess.chain.back()) - left, 1);
  const auto marks = strip.darkness({left, strip_margin, width, glyph_samples});
  strip.contrast = quantile(marks, 0.95) - quantile(marks, 0.3);
  return strip;
}

Box box_on_picture(const Strip& strip, const cv::Rect& area) {
  double left = 1e9;
  double top = 1e9;
  double right = -1e9;
  double bottom = -1e9;
  for (const int u : {area.x, area.x + area.width}) {
    for (const int v : {area.y, area.y + area.height}) {
      const cv::Vec2d at = strip.to_picture * cv::Vec3d(u, v, 1);
      left = std::min(left, at[0]);
      right = std::max(right, at[0]);
      top = std::min(top, at[1]);
      bottom = std::max(bottom, at[1]);
    }
  }
  const auto whole = [](double value) { return static_cast<int>(std::lround(value)); };
  return {.x = whole(left),
          .y = whole(top),
          .width = whole(right - left),
          .height = whole(bottom - top)};
}

}  // namespace lockbox::encode
