#pragma once

#include <optional>
#include <string>
#include <vector>

#include "encode/image/gray_image.h"
#include "encode/scan_line/ocr_font.h"

namespace lockbox::encode {

/// One place of a scan line as the reader saw it.
struct ScanSymbol {
  std::string symbol;     ///< UTF-8 of one character, or "?".
  std::string second;     ///< The next best candidate.
  double confidence = 0;  ///< 0..1; of the best candidate, also when it was refused.
  Box box;
  std::string best;  ///< The best candidate, also of one in doubt.
};

/// A line of machine type read from a picture, with the evidence.
struct ScanLineRead {
  OcrFont font = OcrFont::A;
  std::string text;                 ///< A blank for each empty place, '?' for each one in doubt.
  std::vector<ScanSymbol> symbols;  ///< Left to right, without blanks.
  double confidence = 0;            ///< The least of the accepted symbols; 0 when one is unread.
  Box box;
};

/// Finds and reads lines in OCR-A and OCR-B, 100 dpi and more, skewed up to about 10 degrees, also
/// upside down, in `area` of the picture.  No line is a normal answer, and the answer for other
/// type faces.  A character in doubt is '?', never a guess.
[[nodiscard]] std::vector<ScanLineRead> read_scan_lines(const GrayImage& image,
                                                        const cv::Rect& area);

}  // namespace lockbox::encode
