#pragma once

#include <opencv2/core/mat.hpp>
#include <span>

#include "encode/micr/e13b_strip.h"

namespace lockbox::encode {

/// What is compared with a template: the widest glyph and one module of paper all around.
inline constexpr int window_margin = samples_per_module;
inline constexpr int window_width =
    static_cast<int>(e13b_widest_modules) * samples_per_module + 2 * window_margin;
inline constexpr int window_height = glyph_samples + 2 * window_margin;
inline constexpr int window_samples = window_width * window_height;

/// The place in a strip where a glyph's right edge and top are.
struct Place {
  int right = 0;
  int top = 0;
};

/// The fourteen glyphs as a printer of one stroke weight leaves them.
class TemplateSet {
 public:
  /// Every edge of the ink stands `growth_modules` further out than the standard has it.
  explicit TemplateSet(double growth_modules);

  /// For each row of `windows` (from `windows_at`) its correlation, -1..1, with each glyph.
  [[nodiscard]] cv::Mat correlate(const cv::Mat& windows) const;
  /// The glyph with ink 1 and paper 0, a matrix of `window_height` rows.
  [[nodiscard]] const cv::Mat& picture(std::size_t glyph) const { return pictures_[glyph]; }

 private:
  std::array<cv::Mat, e13b_glyph_count> pictures_;
  cv::Mat columns_;  ///< A glyph a column: mean 0, norm 1.
};

/// From the thinnest stroke to the fattest.
[[nodiscard]] std::span<const TemplateSet> template_sets();

/// One row of mean 0 and norm 1 a place; all zeros where there is hardly any ink.
[[nodiscard]] cv::Mat windows_at(const Strip& strip, std::span<const Place> places);

/// Whether the window at `place` lies inside the strip.
[[nodiscard]] bool fits(const Strip& strip, const Place& place);

}  // namespace lockbox::encode
