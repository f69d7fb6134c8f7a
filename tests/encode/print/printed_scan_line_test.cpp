#include "encode/print/printed_scan_line.h"

#include "encode/print/raster.h"
#include "encode/scan_line/printed_lines.h"
#include "encode/scan_line/scan_line_reader.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

/// A page of 4 by 1 inches with nothing but this line.
Drawing page_of(OcrFont font, const std::string& text) {
  Drawing drawing;
  drawing.width = 4;
  drawing.height = 1;
  REQUIRE(add_scan_line(drawing, {.font = font, .text = text, .left = 0.5, .middle = 0.5}));
  return drawing;
}

TEST_CASE("A printed scan line covers what the writer draws", "[encode][print][scan_line]") {
  const auto font = GENERATE(OcrFont::A, OcrFont::B);
  constexpr auto text = "0123456789 <>+-";
  const auto printed = to_raster(page_of(font, text), 600);
  auto drawn = blank_page(4, 1, 600);
  REQUIRE(
      draw_scan_line(drawn, {.font = font, .text = text, .left_inch = 0.5, .middle_inch = 0.5}));
  cv::Mat difference;
  cv::absdiff(printed.pixels, drawn.pixels, difference);
  CHECK(cv::countNonZero(printed.pixels < 128) > 1000);
  CHECK(cv::countNonZero(difference > 2) == 0);
}

TEST_CASE("A printed scan line is read back in both faces", "[encode][print][scan_line]") {
  const auto font = GENERATE(OcrFont::A, OcrFont::B);
  const double dpi = GENERATE(200.0, 240.0, 300.0);
  CAPTURE(dpi);
  constexpr auto text = "3496098579 260920 000522930 3";
  const auto page = to_raster(page_of(font, text), dpi);
  const auto lines = read_scan_lines(page, {{}, page.pixels.size()});
  REQUIRE(lines.size() == 1);
  CHECK(lines.front().font == font);
  CHECK(lines.front().text == text);
}

TEST_CASE("A glyph whose pen never lifts is one stroke of the standard's width",
          "[encode][print][scan_line]") {
  const auto drawing = page_of(OcrFont::A, "0");
  REQUIRE(drawing.strokes.size() == 1);
  CHECK(drawing.strokes.front().points.size() == 5);
  CHECK(drawing.strokes.front().width * 25.4 == Approx(0.35));
  CHECK(page_of(OcrFont::A, "3").strokes.size() == 2);
}

TEST_CASE("A printed scan line has no character that its face lacks",
          "[encode][print][scan_line]") {
  Drawing drawing;
  const auto added = add_scan_line(drawing, {.text = "12A"});
  REQUIRE_FALSE(added);
  CHECK(added.error().code == ErrorCode::InvalidInput);
  CHECK(drawing.strokes.empty());
}

}  // namespace
}  // namespace lockbox::encode
