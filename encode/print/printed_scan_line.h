#pragma once

#include <string>

#include "core/result.h"
#include "encode/print/drawing.h"
#include "encode/scan_line/ocr_font.h"

namespace lockbox::encode {

/// What is kept free of other print above and below the middle of a line, so that nothing joins it.
inline constexpr double scan_line_clear_inch = 0.25;

/// What is printed where; lengths in inches.
struct PrintedScanLine {
  OcrFont font = OcrFont::A;
  std::string text;   ///< UTF-8; a blank is one empty place.
  double left = 0;    ///< Of the first character's place.
  double middle = 0;  ///< Of the digits.
};

/// Adds a line of machine type as strokes of a round pen, at true size: ISO 1073-1 and ISO 1073-2,
/// size I, ten characters an inch, strokes 0.35 mm wide.  InvalidInput for a character that the
/// face lacks.
[[nodiscard]] Result<void> add_scan_line(Drawing& drawing, const PrintedScanLine& line);

}  // namespace lockbox::encode
