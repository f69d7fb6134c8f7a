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
  constexpr double spread_max = 0.2;
  const double across = guess.pitch / e13b_pitch_modules;
  const double down = guess.height / e13b_height_modules;
  return {across, std::abs(down / across - 1) < spread_max ? across : down};
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

}  // namespace

Strip straighten(const cv::Mat& pixels, const LineGuess& guess) {
  const auto scale = pixels_per_module(guess);
  const double angle = std::atan(guess.slope);
  const double per_sample_x = scale[0] / samples_per_module;
  const double per_sample_y = scale[1] / samples_per_module;
  const double run = std::cos(angle);
  const double rise = std::sin(angle);
  // The middle of the marks is where the middle of the glyphs is, however far the ink has spread.
  const double rows_to_middle = strip_margin + glyph_samples / 2.0;
  const double middle_y = guess.baseline_y - guess.height / 2;
  Strip strip;
  strip.to_picture = {
      per_sample_x * run,  -per_sample_y * rise, per_sample_y * rise * rows_to_middle,
      per_sample_x * rise, per_sample_y * run,   middle_y - per_sample_y * run * rows_to_middle};
  const cv::Size size{static_cast<int>(pixels.cols / (per_sample_x * run)),
                      glyph_samples + 2 * strip_margin};
  cv::Mat fine = pixels;
  const int smear = static_cast<int>(std::lround(std::min(per_sample_x, per_sample_y)));
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
  const int left = std::clamp(static_cast<int>(guess.left / per_sample_x), 0, size.width - 1);
  const int right = std::clamp(static_cast<int>(guess.right / per_sample_x), left + 1, size.width);
  const auto marks = strip.darkness({left, strip_margin, right - left, glyph_samples});
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
