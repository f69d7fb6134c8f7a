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

/// How far from its expected place a glyph is looked for, in samples.
inline constexpr int shift_max = 2;

/// One correlation, -1..1, for each glyph.
using Correlations = std::array<float, e13b_glyph_count>;

/// What a window is against each glyph.
struct Comparison {
  Correlations scores{};  ///< All zeros where there is hardly any ink.
  float mean = 0;         ///< Of the window's samples.
  float norm = 0;         ///< Of the samples less their mean; 0 where there is hardly any ink.

  /// How well the best glyph fits.
  [[nodiscard]] float best() const;
};

/// How a printer and a scanner change the glyphs of the standard, in modules.
struct Rendering {
  double growth = 0;  ///< How much further out every edge of the ink stands.
  double blur = 0;    ///< The standard deviation of the smear.
};

/// The fourteen glyphs in one rendering.
class TemplateSet {
 public:
  explicit TemplateSet(const Rendering& rendering);

  /// Compares the window at each place, which must fit, and writes to `found` in that order: what
  /// is compared together takes half the time of one by one.
  void compare(const Strip& strip, std::span<const Place> places,
               std::span<Comparison> found) const;
  /// The same for one sample a module only, the mean of each, which takes a ninth of the time.
  void compare_modules(const Strip& strip, std::span<const Place> places,
                       std::span<Comparison> found) const;
  /// How well a perfect `glyph` correlates with `other` at the best small shift.
  [[nodiscard]] float likeness(std::size_t glyph, std::size_t other) const {
    return likeness_[glyph][other];
  }
  /// The glyph with ink 1 and paper 0, as large as a window.
  [[nodiscard]] const cv::Mat& picture(std::size_t glyph) const { return pictures_[glyph]; }

  /// The picture less its mean, and the root of the sum of its squares.
  struct Ink {
    cv::Mat flat;
    float norm = 0;
  };
  [[nodiscard]] const Ink& ink(std::size_t glyph) const { return inks_[glyph]; }

 private:
  /// A sample of every glyph side by side, so that one pass over a window serves all of them, then
  /// a one that sums the window up; rounded up to whole vectors.
  static constexpr std::size_t lanes = 16;
  static constexpr std::size_t lane_of_ones = e13b_glyph_count;
  using Lanes = std::array<float, lanes>;

  /// The samples of a window that are compared.
  struct Raster {
    int columns = 0;
    int rows = 0;
    int step = 1;                ///< Samples of the strip from one to the next.
    std::vector<Lanes> samples;  ///< Each glyph has mean 0 and norm 1.
  };

  static Raster raster_of(const std::array<cv::Mat, e13b_glyph_count>& pictures, int step);
  template <std::size_t Count>
  static void compare_some(const Raster& raster, const cv::Mat& darkness, const Place* places,
                           double contrast, Comparison* found);
  static void compare_all(const Raster& raster, const Strip& strip, std::span<const Place> places,
                          std::span<Comparison> found);

  std::array<cv::Mat, e13b_glyph_count> pictures_;
  std::array<Ink, e13b_glyph_count> inks_;
  Raster samples_;
  Raster modules_;
  std::array<Correlations, e13b_glyph_count> likeness_{};
};

/// Renderings from thin to fat, sharp and blurred.
[[nodiscard]] std::span<const TemplateSet> template_sets();

/// The set to search with: the standard's own stroke weight, scanned sharply.
[[nodiscard]] const TemplateSet& standard_templates();

}  // namespace lockbox::encode
