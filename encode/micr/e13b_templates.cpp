#include "encode/micr/e13b_templates.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lockbox::encode {
namespace {

/// What optics and scanning smear, about a third of a module.
constexpr double blur_samples = 0.35 * samples_per_module;
/// A window whose samples vary less than this, as a share of the line's contrast, is paper.
constexpr double spread_min = 0.12;

cv::Mat draw(const E13bGlyph& glyph, double growth) {
  cv::Mat ink(window_height, window_width, CV_32FC1, cv::Scalar(0));
  const double left = window_width - window_margin - glyph.width * samples_per_module;
  const auto at = [](double modules) { return modules * samples_per_module; };
  for (const auto& bar : glyph.bars) {
    cover_with_ink(ink, {.left = left + at(bar.left - growth),
                         .top = window_margin + at(bar.top - growth),
                         .right = left + at(bar.right + growth),
                         .bottom = window_margin + at(bar.bottom + growth)});
  }
  cv::GaussianBlur(ink, ink, {0, 0}, blur_samples, blur_samples, cv::BORDER_REPLICATE);
  return ink;
}

}  // namespace

Place place_at(const Strip& strip, int right) {
  return {.right = right, .top = strip.tops[static_cast<std::size_t>(right)]};
}

cv::Rect window_at(const Place& place) {
  return {place.right + window_margin - window_width, place.top - window_margin, window_width,
          window_height};
}

bool fits(const Strip& strip, const Place& place) {
  const cv::Rect window = window_at(place);
  return (window & cv::Rect{{}, strip.darkness.size()}) == window;
}

TemplateSet::TemplateSet(double growth_modules) : samples_(window_samples) {
  for (std::size_t glyph = 0; glyph < e13b_glyph_count; ++glyph) {
    pictures_[glyph] = draw(e13b_glyphs()[glyph], growth_modules);
    cv::Mat flat = pictures_[glyph].reshape(1, 1) - cv::mean(pictures_[glyph]);
    flat /= cv::norm(flat);
    for (std::size_t i = 0; i < samples_.size(); ++i) {
      samples_[i][glyph] = flat.at<float>(static_cast<int>(i));
    }
  }
}

Correlations TemplateSet::correlate(const Strip& strip, const Place& place) const {
  const cv::Rect window = window_at(place);
  Lanes sums{};
  float sum = 0;
  float squares = 0;
  const auto* lane = samples_.data();
  for (int y = 0; y < window_height; ++y) {
    const auto* row = strip.darkness.ptr<float>(window.y + y) + window.x;
    for (int x = 0; x < window_width; ++x, ++lane) {
      for (std::size_t i = 0; i < lanes; ++i) sums[i] += row[x] * (*lane)[i];
      sum += row[x];
      squares += row[x] * row[x];
    }
  }
  const float mean = sum / window_samples;
  const float deviation = std::sqrt(std::max(0.0F, squares / window_samples - mean * mean));
  Correlations result{};
  if (deviation <= spread_min * strip.contrast) return result;
  const float norm = deviation * std::sqrt(static_cast<float>(window_samples));
  for (std::size_t i = 0; i < result.size(); ++i) result[i] = sums[i] / norm;
  return result;
}

std::span<const TemplateSet> template_sets() {
  static const std::array sets{TemplateSet{-0.2}, TemplateSet{0}, TemplateSet{0.2},
                               TemplateSet{0.4}};
  return sets;
}

const TemplateSet& standard_templates() {
  return template_sets()[1];
}

}  // namespace lockbox::encode
