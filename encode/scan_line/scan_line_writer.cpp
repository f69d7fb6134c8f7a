#include "encode/scan_line/scan_line_writer.h"

#include "encode/image/paint_ink.h"

namespace lockbox::encode {

Result<void> draw_scan_line(GrayImage& page, const ScanLinePrint& line) {
  // One scale serves both ways: a face drawn wide or narrow is another face.
  if (page.dpi_x <= 0 || page.dpi_x != page.dpi_y) {
    return fail(ErrorCode::InvalidInput,
                "A scan line can only be drawn on a picture with one known resolution.");
  }
  const auto places = TRY(glyphs_of(ocr_face(line.font), line.text));
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
