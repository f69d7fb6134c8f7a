#pragma once

#include <opencv2/core/mat.hpp>
#include <span>
#include <vector>

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

/// Where a glyph with that right edge stands on its line.
[[nodiscard]] Place place_at(const Strip& strip, int right);

/// The part of the strip that is compared for a glyph at `place`.
[[nodiscard]] cv::Rect window_at(const Place& place);

/// Whether the window at `place` lies inside the strip.
[[nodiscard]] bool fits(const Strip& strip, const Place& place);

/// One correlation, -1..1, for each glyph.
using Correlations = std::array<float, e13b_glyph_count>;

/// The fourteen glyphs as a printer of one stroke weight leaves them.
class TemplateSet {
 public:
  /// Every edge of the ink stands `growth_modules` further out than the standard has it.
  explicit TemplateSet(double growth_modules);

  /// Compares the window at `place`, which must fit; all zeros where there is hardly any ink.
  [[nodiscard]] Correlations correlate(const Strip& strip, const Place& place) const;
  /// The glyph with ink 1 and paper 0, as large as a window.
  [[nodiscard]] const cv::Mat& picture(std::size_t glyph) const { return pictures_[glyph]; }

 private:
  /// A sample of every glyph side by side, so that one pass over a window serves all of them;
  /// rounded up to what vector instructions like.
  static constexpr std::size_t lanes = 16;
  using Lanes = std::array<float, lanes>;

  std::array<cv::Mat, e13b_glyph_count> pictures_;
  std::vector<Lanes> samples_;  ///< Each glyph has mean 0 and norm 1.
};

/// From the thinnest stroke to the fattest.
[[nodiscard]] std::span<const TemplateSet> template_sets();

/// The set of the standard's own stroke weight.
[[nodiscard]] const TemplateSet& standard_templates();

}  // namespace lockbox::encode
