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

TemplateSet::TemplateSet(double growth_modules)
    : columns_(window_samples, static_cast<int>(e13b_glyph_count), CV_32FC1) {
  for (std::size_t i = 0; i < e13b_glyph_count; ++i) {
    pictures_[i] = draw(e13b_glyphs()[i], growth_modules);
    cv::Mat flat = pictures_[i].reshape(1, window_samples) - cv::mean(pictures_[i]);
    flat /= cv::norm(flat);
    flat.copyTo(columns_.col(static_cast<int>(i)));
  }
}

cv::Mat TemplateSet::correlate(const cv::Mat& windows) const {
  return windows * columns_;
}

std::span<const TemplateSet> template_sets() {
  static const std::array sets{TemplateSet{-0.2}, TemplateSet{0}, TemplateSet{0.2},
                               TemplateSet{0.4}};
  return sets;
}

bool fits(const Strip& strip, const Place& place) {
  const int left = place.right + window_margin - window_width;
  const int top = place.top - window_margin;
  return left >= 0 && place.right + window_margin <= strip.darkness.cols && top >= 0 &&
         top + window_height <= strip.darkness.rows;
}

cv::Mat windows_at(const Strip& strip, std::span<const Place> places) {
  cv::Mat windows(static_cast<int>(places.size()), window_samples, CV_32FC1);
  for (std::size_t i = 0; i < places.size(); ++i) {
    auto* row = windows.ptr<float>(static_cast<int>(i));
    double sum = 0;
    double squares = 0;
    auto* out = row;
    for (int y = 0; y < window_height; ++y) {
      const auto* in = strip.darkness.ptr<float>(places[i].top - window_margin + y) +
                       places[i].right + window_margin - window_width;
      for (int x = 0; x < window_width; ++x) {
        sum += in[x];
        squares += in[x] * in[x];
        *out++ = in[x];
      }
    }
    const double mean = sum / window_samples;
    const double deviation = std::sqrt(std::max(0.0, squares / window_samples - mean * mean));
    const double spread = spread_min * strip.contrast;
    const double scale = deviation > spread ? 1 / (deviation * std::sqrt(window_samples)) : 0;
    for (int k = 0; k < window_samples; ++k) {
      row[k] = static_cast<float>((row[k] - mean) * scale);
    }
  }
  return windows;
}

}  // namespace lockbox::encode
