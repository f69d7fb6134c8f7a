#pragma once

/// @file
/// The shapes of OCR-A and OCR-B as centre lines of strokes, shared by the writer and the reader.

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <opencv2/core/types.hpp>

#include "encode/scan_line/ocr_font.h"

namespace lockbox::encode {

/// Ten characters an inch, from middle to middle; in hundredths of a millimetre like all lengths of
/// the tables.
inline constexpr double ocr_pitch = 254;
inline constexpr double ocr_stroke_width = 35;
inline constexpr double ocr_units_per_inch = 2540;

/// One character: its spelling and the way of the pen, in the letters of an SVG path (M, L and C,
/// absolute).  The origin is the middle of the cell, at the centre line of the digits' top; y runs
/// down.
struct OcrGlyph {
  std::string_view symbol;
  std::string_view path;
};

/// The digits in order, then the symbols that billers use.
struct OcrFace {
  OcrFont font = OcrFont::A;
  double digit_height = 0;  ///< From centre line to centre line.
  std::span<const OcrGlyph> glyphs;
};

inline constexpr std::size_t ocr_digit_count = 10;

/// ISO 1073-1 and ISO 1073-2, size I, constant stroke width.
[[nodiscard]] const OcrFace& ocr_face(OcrFont font);

/// Whether the face has a glyph for every character of the text (UTF-8); a blank has none.
[[nodiscard]] bool has_all_of(const OcrFace& face, std::string_view text);

/// The glyph that the text (UTF-8) begins with, or nullptr.
[[nodiscard]] const OcrGlyph* glyph_at_start(const OcrFace& face, std::string_view text);

/// The glyph of each place of a line (UTF-8); a blank is an empty place, and null.  InvalidInput
/// for a character that the face lacks.
[[nodiscard]] Result<std::vector<const OcrGlyph*>> glyphs_of(const OcrFace& face,
                                                             std::string_view text);

/// A straight piece of a centre line.
struct Stroke {
  cv::Point2d from;
  cv::Point2d to;
};

/// The pieces of a path; curves in pieces that leave them by less than a hundredth of a stroke.
[[nodiscard]] std::vector<Stroke> strokes_of(const OcrGlyph& glyph);

/// Where and how large a glyph is drawn: pixels.
struct GlyphPlace {
  cv::Point2d origin;
  double scale = 1;  ///< Pixels for a unit of the tables.
  double width = 1;  ///< Of the strokes.
};

/// Raises each pixel of `ink` (CV_32F, 0 to 1) to the share of it that the strokes cover.
void cover_with_strokes(cv::Mat& ink, std::span<const Stroke> strokes, const GlyphPlace& place);

}  // namespace lockbox::encode
