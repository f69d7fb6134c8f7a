#include "encode/scan_line/ocr_font.h"

namespace lockbox::encode {

std::string_view to_string(OcrFont font) {
  switch (font) {
    case OcrFont::A:
      return "ocr_a";
    case OcrFont::B:
      return "ocr_b";
  }
  return "unknown";
}

Result<OcrFont> parse_ocr_font(std::string_view text) {
  for (const auto font : {OcrFont::A, OcrFont::B}) {
    if (text == to_string(font)) return font;
  }
  return fail(ErrorCode::InvalidInput, "The type face of a scan line is ocr_a or ocr_b.");
}

}  // namespace lockbox::encode
