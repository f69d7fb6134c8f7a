#pragma once

#include <string_view>

#include "core/result.h"
#include "encode/image/gray_image.h"
#include "encode/scan_line/ocr_glyphs.h"

namespace lockbox::encode {

/// A line to print, and where; a blank is one empty place.
struct ScanLinePrint {
  OcrFont font = OcrFont::A;
  std::string_view text;
  double left_inch = 0;    ///< Of the first character's place, from the left edge of the page.
  double middle_inch = 0;  ///< Of the digits, from the top of the page.
  /// Of the characters against size I; their pitch stays ten an inch.
  double size = 1;
  double stroke_width = ocr_stroke_width;  ///< What the press makes of it.
};

/// Draws the line at ten characters an inch.  InvalidInput for a character that the face lacks, a
/// page whose resolution is unknown, and a line that leaves the page.
[[nodiscard]] Result<void> draw_scan_line(GrayImage& page, const ScanLinePrint& line);

}  // namespace lockbox::encode
