#include "encode/scan_line/scan_line_writer.h"

#include <string>
#include <vector>

#include "encode/image/paint_ink.h"

namespace lockbox::encode {
namespace {

using Places = std::vector<const OcrGlyph*>;  ///< A null one is empty.

Result<Places> places_of(const ScanLinePrint& line) {
  const auto& face = ocr_face(line.font);
  Places places;
  auto text = line.text;
  while (!text.empty()) {
    if (text.front() == ' ') {
      places.push_back(nullptr);
      text.remove_prefix(1);
      continue;
    }
    const auto* glyph = glyph_at_start(face, text);
    if (glyph == nullptr) {
      return fail(ErrorCode::InvalidInput, "Character " + std::to_string(places.size() + 1) +
                                               " of the scan line is not in its type face.");
    }
    places.push_back(glyph);
    text.remove_prefix(glyph->symbol.size());
  }
  return places;
}

}  // namespace

Result<void> draw_scan_line(GrayImage& page, const ScanLinePrint& line) {
  // One scale serves both ways: a face drawn wide or narrow is another face.
  if (page.dpi_x <= 0 || page.dpi_x != page.dpi_y) {
    return fail(ErrorCode::InvalidInput,
                "A scan line can only be drawn on a picture with one known resolution.");
  }
  const auto places = TRY(places_of(line));
  const double scale = line.size * page.dpi_x / ocr_units_per_inch;
  const double pitch = ocr_pitch * page.dpi_x / ocr_units_per_inch;
  const double height = ocr_face(line.font).digit_height * scale;
  const double left = line.left_inch * page.dpi_x;
  const double top = line.middle_inch * page.dpi_y - height / 2;
  const double beyond = line.stroke_width * scale;
  if (left < 0 || left + pitch * static_cast<double>(places.size()) > page.pixels.cols ||
      top < beyond || top + height + beyond > page.pixels.rows) {
    return fail(ErrorCode::InvalidInput, "The scan line does not fit the page.");
  }
  cv::Mat ink(page.pixels.size(), CV_32F, cv::Scalar(0));
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (places[i] == nullptr) continue;
    const cv::Point2d origin{left + pitch * (static_cast<double>(i) + 0.5), top};
    cover_with_strokes(ink, strokes_of(*places[i]),
                       {.origin = origin, .scale = scale, .width = line.stroke_width * scale});
  }
  paint_ink(page, ink);
  return {};
}

}  // namespace lockbox::encode
