#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

#include "core/chance.h"
#include "encode/micr/e13b_glyphs.h"
#include "encode/micr/training/line_drawing.h"

namespace lockbox::encode::training {

/// Samples a module of the sheet that lines are drawn on before they are scanned.
inline constexpr int drawing_samples = 6;
/// Above and below the line: what a strip shows, and room for skew.
inline constexpr int drawing_margin_modules = 9;

/// The positions of a line as a printer would set them.
struct Typesetting {
  double jitter_across = 0;  ///< Of the right edges and of the tops, in modules; a deviation.
  double jitter_down = 0;
  double drift = 0;  ///< Of the pitch, in modules a position.
  double width = 1;  ///< Of the glyphs, as a share of the standard's.
  double height = 1;
  double thin_zero = 1;  ///< How thick the sides of a 0 are, as a share.
  double corner = 0;     ///< How round corners are; the deviation in samples.
  double gap_share = 0;
  bool is_other_face = false;
};
[[nodiscard]] Typesetting draw_typesetting(Chance& chance);

/// Ink on a sheet of `drawing_samples`.
struct LineInk {
  cv::Mat ink;  ///< CV_32F, 0..1.
  std::vector<DrawnGlyph> glyphs;
  std::vector<DrawnGlyph> gaps;
};
[[nodiscard]] LineInk set_line(const Typesetting& typesetting, Chance& chance);

}  // namespace lockbox::encode::training
