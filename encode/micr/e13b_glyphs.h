#pragma once

/// @file
/// The fourteen shapes of E-13B as bars on the module grid, shared by the writer and the reader.

#include <array>
#include <opencv2/core/mat.hpp>
#include <span>
#include <string_view>

namespace lockbox::encode {

inline constexpr double e13b_module_inch = 0.013;
inline constexpr double e13b_pitch_inch = 0.125;  ///< Right edge to right edge.
inline constexpr double e13b_pitch_modules = e13b_pitch_inch / e13b_module_inch;
inline constexpr double e13b_height_modules = 9;
inline constexpr double e13b_widest_modules = 7;

/// A rectangle in modules, or in samples of a raster; the origin is the top left of the cell.
struct InkBar {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

/// One symbol: its spelling as in `MicrLine::raw` and its ink, measured from its own left edge.
struct E13bGlyph {
  std::string_view symbol;
  double width = 0;  ///< Modules.
  std::span<const InkBar> bars;
};

inline constexpr std::size_t e13b_glyph_count = 14;

/// Digits in order, then transit, amount, on-us, dash.
[[nodiscard]] const std::array<E13bGlyph, e13b_glyph_count>& e13b_glyphs();

/// Raises each sample of `ink` (CV_32F) to the share of it that the bar covers.
void cover_with_ink(cv::Mat& ink, const InkBar& bar);

}  // namespace lockbox::encode
