#include "encode/print/printed_scan_line.h"

#include <opencv2/core/types.hpp>
#include <utility>

#include "encode/scan_line/ocr_glyphs.h"

namespace lockbox::encode {
namespace {

/// Adds the way of the pen over one glyph; a piece that begins where the last one ended goes on
/// with it, so that their turn is round and has no seam.
void add_glyph(Drawing& drawing, const OcrGlyph& glyph, const cv::Point2d& origin) {
  const auto placed = [&origin](const cv::Point2d& at) {
    const auto inches = origin + at / ocr_units_per_inch;
    return DrawnPoint{inches.x, inches.y};
  };
  const Stroke* last = nullptr;
  const auto strokes = strokes_of(glyph);
  for (const auto& stroke : strokes) {
    if (last == nullptr || last->to != stroke.from) {
      drawing.strokes.push_back(
          {.points = {placed(stroke.from)}, .width = ocr_stroke_width / ocr_units_per_inch});
    }
    drawing.strokes.back().points.push_back(placed(stroke.to));
    last = &stroke;
  }
}

}  // namespace

Result<void> add_scan_line(Drawing& drawing, const PrintedScanLine& line) {
  const auto& face = ocr_face(line.font);
  const auto glyphs = TRY(glyphs_of(face, line.text));
  const double top = line.middle - face.digit_height / ocr_units_per_inch / 2;
  constexpr double pitch = ocr_pitch / ocr_units_per_inch;
  double middle = line.left + pitch / 2;
  for (const auto* glyph : glyphs) {
    if (glyph != nullptr) add_glyph(drawing, *glyph, {middle, top});
    middle += pitch;
  }
  return {};
}

}  // namespace lockbox::encode
