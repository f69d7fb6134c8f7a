#include "encode/print/drawing.h"

#include <opencv2/core.hpp>

#include "encode/micr/e13b_reader.h"
#include "encode/micr/e13b_writer.h"
#include "encode/page_reader.h"
#include "encode/print/alignment_page.h"
#include "encode/print/bar_outline.h"
#include "encode/print/printed_barcode.h"
#include "encode/print/printed_micr.h"
#include "encode/print/raster.h"
#include "encode/print/sheet_code.h"
#include "encode/print/slips.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::encode;

namespace {

double ink(const GrayImage& image) {
  return static_cast<double>(image.pixels.total()) - cv::sum(image.pixels)[0] / 255;
}

}  // namespace

TEST_CASE("Outlines of bars that touch or cross have no seam inside", "[encode][print]") {
  constexpr std::array bars{InkBar{3, 0, 4, 5}, InkBar{3, 5, 5, 9}, InkBar{0, 8, 5, 9}};
  const auto shape = outline_of(bars, 0.5);
  REQUIRE(shape.size() == 1);
  int rounded = 0;
  for (const auto& corner : shape.front()) {
    CHECK_FALSE((corner.x == 3 && corner.y == 5));
    if (corner.radius > 0) ++rounded;
  }
  CHECK(shape.front().size() == 8);
  CHECK(rounded == 6);  // The two inner corners stay sharp.
}

TEST_CASE("A ring of bars has an inner outline, which stays paper", "[encode][print]") {
  constexpr std::array ring{InkBar{0, 0, 6, 1}, InkBar{0, 5, 6, 6}, InkBar{0, 0, 1, 6},
                            InkBar{5, 0, 6, 6}};
  Drawing drawing;
  drawing.width = drawing.height = 6;
  drawing.shapes.push_back(outline_of(ring, 0));
  REQUIRE(drawing.shapes.front().size() == 2);
  const auto image = to_raster(drawing, 20);
  CHECK(ink(image) == Approx(20 * 20 * 20).epsilon(0.01));
  CHECK(image.pixels.at<std::uint8_t>(60, 60) == 255);
}

TEST_CASE("A pen stroke covers its way as wide as the pen, and half a pen beyond its ends",
          "[encode][print]") {
  Drawing drawing;
  drawing.width = drawing.height = 2;
  drawing.strokes.push_back({.points = {{0.5, 0.5}, {1.5, 0.5}}, .width = 0.1});
  const auto image = to_raster(drawing, 100);
  CHECK(ink(image) == Approx(100 * 10 + 3.14 * 5 * 5).epsilon(0.02));
  Drawing moved;
  moved.width = moved.height = 2;
  add_drawing(moved, drawing, 0.25, 1);
  const auto shifted = to_raster(moved, 100);
  CHECK(ink(shifted) == Approx(ink(image)));
  CHECK(shifted.pixels.at<std::uint8_t>(150, 75) == 0);
}

TEST_CASE("A printed MICR line covers what the writer draws, but for its corners",
          "[encode][print]") {
  constexpr auto text = "⑆123456780⑆ 9876⑉54321⑈ ⑇0000012345⑇";
  Drawing drawing;
  drawing.width = 6;
  drawing.height = 2.75;
  REQUIRE(add_micr_line(drawing, text, 6, 2.75).has_value());
  const auto printed = to_raster(drawing, 400);
  auto drawn = printed;
  drawn.pixels = cv::Mat(printed.pixels.size(), CV_8UC1, cv::Scalar(255));
  REQUIRE(draw_micr_line(drawn, text).has_value());
  CHECK(ink(printed) < ink(drawn));
  CHECK(ink(printed) > 0.9 * ink(drawn));
  cv::Mat missing;
  cv::subtract(drawn.pixels, printed.pixels, missing);
  // The writer leaves a faint seam where two bars meet within a pixel; the outline has none.
  CHECK(cv::countNonZero(missing > 64) < 0.01 * ink(drawn));
  CHECK(read_micr(to_raster(drawing, 200))->line.raw == text);
  CHECK_FALSE(add_micr_line(drawing, "12x", 6, 2.75).has_value());
}

TEST_CASE("The sample line of the alignment page has all fourteen symbols at their places",
          "[encode][print]") {
  const auto page = alignment_page().value();
  const auto read = read_page(to_raster(page, 200), {});
  REQUIRE(read.micr.has_value());
  CHECK(read.micr->line.raw == "⑈0123456789⑈ ⑆123456780⑆ 9876⑉54321⑈ ⑇0000012345⑇");
  // The closing symbol's right edge is 5/16 inch from the edge of the paper.
  const auto& box = read.micr->box;
  CHECK((box.x + box.width) / 200.0 == Approx(page.width - 5.0 / 16).margin(0.01));
}

TEST_CASE("Every kind of printed barcode is read back", "[encode][print]") {
  const auto [format, text] = GENERATE(
      table<BarcodeFormat, std::string>({{BarcodeFormat::Code128, "34960985792609200005229304"},
                                         {BarcodeFormat::Code39, "MISC-5119374766"},
                                         {BarcodeFormat::Itf, "1234567800123459"},
                                         {BarcodeFormat::QrCode, "RVT|BTR|3496098579|5229.30"},
                                         {BarcodeFormat::DataMatrix, "RVT|BTR|3496098579|5229.30"},
                                         {BarcodeFormat::Pdf417, "RVT|BTR|3496098579|5229.30"}}));
  Drawing drawing;
  drawing.height = 3;
  REQUIRE(
      add_barcode(drawing, {.format = format, .text = text, .left = 0.5, .top = 0.5}).has_value());
  const auto codes = read_barcodes(to_raster(drawing, 200));
  CAPTURE(text);
  REQUIRE(codes.size() == 1);
  CHECK(codes.front().text == text);
  CHECK(codes.front().format == format);
  CHECK_FALSE(add_barcode(drawing, {.format = format, .text = text, .width_max = 0.2}).has_value());
}

TEST_CASE("A sheet's code is known by its prefix, version and check digit", "[encode][print]") {
  const SheetCode code{SheetKind::Separator, "000123"};
  const auto text = format_sheet_code(code);
  CHECK(text.starts_with("LBX-SEP-1-000123-"));
  CHECK(parse_sheet_code(BarcodeFormat::Code128, text) == code);
  CHECK_FALSE(parse_sheet_code(BarcodeFormat::Code39, text).has_value());
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto wrong = text;
    wrong[i] = wrong[i] == '7' ? '8' : '7';
    CAPTURE(wrong);
    CHECK_FALSE(parse_sheet_code(BarcodeFormat::Code128, wrong).has_value());
  }
  for (const auto* other : {"", "LBX-SEP-1-", "LBX-SEP-1--0", "LBX-SEP-1-1234567890123-4",
                            "LBX-SEP-2-000123-0", "34960985792609200005229304"}) {
    CHECK_FALSE(parse_sheet_code(BarcodeFormat::Code128, other).has_value());
  }
}

TEST_CASE("A separator is read upright, upside down and askew", "[encode][print]") {
  const auto slip = to_raster(separator_slip(12).value(), 200);
  auto turned = slip;
  cv::rotate(slip.pixels, turned.pixels, cv::ROTATE_180);
  for (const auto& image : {slip, turned}) {
    const auto read = read_page(image, {});
    REQUIRE(read.codes.size() == 1);
    CHECK(parse_sheet_code(read.codes[0].format, read.codes[0].text).has_value());
    CHECK_FALSE(read.micr.has_value());
  }
}
