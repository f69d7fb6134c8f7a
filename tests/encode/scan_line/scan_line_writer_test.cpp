#include "encode/scan_line/scan_line_writer.h"

#include "encode/scan_line/printed_lines.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

using Catch::Matchers::Contains;

/// Where ink stands on the page.
cv::Rect ink_of(const GrayImage& page) {
  return cv::boundingRect(page.pixels < 128);
}

TEST_CASE("A line is drawn at ten characters an inch with digits as high as the standard's",
          "[scan_line]") {
  constexpr double dpi = 1000;
  const auto font = GENERATE(OcrFont::A, OcrFont::B);
  auto page = blank_page(3, 1, dpi);
  REQUIRE(draw_scan_line(page, {.font = font, .text = "8 8", .left_inch = 1, .middle_inch = 0.5}));
  const auto ink = ink_of(page);
  const auto& face = ocr_face(font);
  const double units = dpi / ocr_units_per_inch;
  CHECK(ink.height == Approx((face.digit_height + ocr_stroke_width) * units).margin(2));
  CHECK(ink.y + ink.height / 2.0 == Approx(0.5 * dpi).margin(1.5));
  const auto first = ink_of({page.pixels.colRange(0, 1150).clone(), dpi, dpi, false});
  CHECK(ink.br().x - first.br().x == Approx(0.2 * dpi).margin(1.5));
  CHECK(first.x + first.width / 2.0 == Approx(1.05 * dpi).margin(3));
}

TEST_CASE("A line that cannot be printed is refused with its reason", "[scan_line]") {
  auto page = blank_page(3, 1, 200);
  const auto refusal = [&page](const ScanLinePrint& line) {
    const auto drawn = draw_scan_line(page, line);
    REQUIRE_FALSE(drawn);
    CHECK(drawn.error().code == ErrorCode::InvalidInput);
    return drawn.error().message;
  };
  CHECK_THAT(refusal({.font = OcrFont::B, .text = "12\u2440", .left_inch = 1, .middle_inch = 0.5}),
             Contains("Character 3 of the scan line is not in its type face."));
  CHECK_THAT(refusal({.text = "123456", .left_inch = 2.5, .middle_inch = 0.5}),
             Contains("does not fit the page"));
  CHECK_THAT(refusal({.text = "1", .left_inch = 1, .middle_inch = 0.01}),
             Contains("does not fit the page"));
  page.dpi_y = 100;
  CHECK_THAT(refusal({.text = "1", .left_inch = 1, .middle_inch = 0.5}),
             Contains("one known resolution"));
  CHECK(ink_of(page).empty());
}

TEST_CASE("Every glyph of a face stays inside its place", "[scan_line]") {
  for (const auto font : {OcrFont::A, OcrFont::B}) {
    for (const auto& glyph : ocr_face(font).glyphs) {
      for (const auto& stroke : strokes_of(glyph)) {
        CAPTURE(glyph.symbol);
        for (const auto& end : {stroke.from, stroke.to}) {
          CHECK(std::abs(end.x) <= ocr_pitch / 2 - ocr_stroke_width);
          CHECK(end.y >= 0);
          CHECK(end.y <= ocr_face(font).digit_height);
        }
      }
    }
  }
}

}  // namespace
}  // namespace lockbox::encode
