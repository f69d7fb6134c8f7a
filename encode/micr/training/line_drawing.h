#pragma once

/// @file
/// Draws E-13B lines as printers print them and scanners see them, from chance alone.

#include <opencv2/core/mat.hpp>
#include <vector>

#include "core/chance.h"
#include "encode/micr/e13b_locate.h"

namespace lockbox::encode::training {

/// One position of a line.
struct DrawnGlyph {
  std::size_t label = 0;  ///< Index into `e13b_glyphs`, or `nothing_glyph`.
  cv::Point2d edge;       ///< The middle of the right edge, in pixels of the picture.
};

/// A line as the scanner delivers it.
struct DrawnLine {
  cv::Mat pixels;  ///< CV_8UC1, 0 is black.
  bool bitonal = false;
  double severity = 0;             ///< Of its faults: 0 is a good office's, 1 beyond any standard.
  std::vector<DrawnGlyph> glyphs;  ///< Where ink is, left to right; also of other type faces.
  std::vector<DrawnGlyph> gaps;    ///< Empty positions, within the line and beyond its ends.
  LineGuess guess;  ///< Where the line is, as wrong as the search for lines would have it.
};

/// Up to thirty positions at the pitch of ANSI X9.100-160-1, drawn at six samples a module.
[[nodiscard]] DrawnLine draw_line(Chance& chance);

/// The same without any fault, at the resolution where a module is `pixels_per_module`, 1.1..6.
[[nodiscard]] DrawnLine draw_clean_line(Chance& chance, double pixels_per_module);

}  // namespace lockbox::encode::training
