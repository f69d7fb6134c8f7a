#include "encode/image/classify.h"

#include "encode/coupon/barcode.h"
#include "encode/image/sample_pictures.h"
#include "encode/micr/e13b_writer.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

using Format = PageFeatures::Format;

TEST_CASE("The look of a page decides its kind only where it is clear", "[classify]") {
  struct Case {
    const char* page;
    PageFeatures features;
    PageKind kind;
  };
  const auto sample = GENERATE(values<Case>({
      {"check with an unreadable line",
       {.format = Format::Slip, .has_ink = true, .has_e13b_row = true, .writing_lines = 4},
       PageKind::Check},
      {"check whose line is gone",
       {.format = Format::Slip, .has_ink = true, .writing_lines = 4, .boxes = 1},
       PageKind::Check},
      {"check with a barcode of its printer",
       {.format = Format::Slip,
        .has_ink = true,
        .has_e13b_row = true,
        .has_barcode = true,
        .writing_lines = 4},
       PageKind::Check},
      {"coupon with an E-13B line",
       {.format = Format::Slip, .has_ink = true, .has_e13b_row = true, .has_barcode = true},
       PageKind::Unknown},
      {"coupon with an unreadable barcode",
       {.format = Format::Slip, .has_ink = true, .has_barcode = true, .boxes = 1},
       PageKind::Coupon},
      {"coupon whose barcode is torn off",
       {.format = Format::Slip, .has_ink = true, .boxes = 1},
       PageKind::Coupon},
      {"slip with nothing on it", {.format = Format::Slip, .has_ink = true}, PageKind::Unknown},
      {"lined paper",
       {.format = Format::Slip, .has_ink = true, .writing_lines = 20},
       PageKind::Unknown},
      {"letter", {.format = Format::Letter, .has_ink = true}, PageKind::Correspondence},
      {"blank letter page", {.format = Format::Letter}, PageKind::Unknown},
      {"bill of a whole page",
       {.format = Format::Letter, .has_ink = true, .has_barcode = true},
       PageKind::Unknown},
      {"page of no usual format", {.has_ink = true, .has_barcode = true}, PageKind::Unknown},
  }));
  INFO(sample.page);
  CHECK(kind_of(sample.features) == sample.kind);
}

/// A white slip of 6 x 2.75 inches at 200 dpi.
GrayImage blank_slip() {
  return {.pixels = cv::Mat(550, 1'200, CV_8UC1, cv::Scalar{255}), .dpi_x = 200, .dpi_y = 200};
}

TEST_CASE("A slip on its side is no letter", "[classify]") {
  auto page = blank_slip();
  cv::putText(page.pixels, "AMOUNT DUE 123.45", {200, 200}, cv::FONT_HERSHEY_SIMPLEX, 2.0,
              cv::Scalar{0}, 4);
  cv::rotate(page.pixels, page.pixels, cv::ROTATE_90_CLOCKWISE);
  const auto features = find_page_features(page);
  CHECK(features.format == Format::Other);
  CHECK(kind_of(features) == PageKind::Unknown);
}

TEST_CASE("Rules count as writing lines, a frame as a box", "[classify]") {
  auto page = blank_slip();
  for (const int y : {180, 260, 400}) {
    cv::line(page.pixels, {100, y}, {900, y}, cv::Scalar{0}, 2);
  }
  cv::rectangle(page.pixels, cv::Rect{920, 150, 220, 60}, cv::Scalar{0}, 2);
  const auto features = find_page_features(page);
  CHECK(features.format == Format::Slip);
  CHECK(features.writing_lines == 3);
  CHECK(features.boxes == 1);
  CHECK_FALSE(features.has_barcode);
  CHECK_FALSE(features.has_e13b_row);
}

TEST_CASE("A barcode is seen even where it cannot be read", "[classify]") {
  const auto format = GENERATE(BarcodeFormat::Code128, BarcodeFormat::Code39, BarcodeFormat::Itf,
                               BarcodeFormat::QrCode);
  auto code = draw_barcode(format, "123456789012", 3);
  REQUIRE(code.has_value());
  // A stroke of white through the middle: no scan row and no error correction survives it.
  auto& pixels = code->pixels;
  pixels.colRange(pixels.cols * 45 / 100, pixels.cols * 55 / 100).setTo(255);
  auto page = blank_slip();
  cv::Mat place = page.pixels(cv::Rect{{100, 150}, pixels.size()});
  pixels.copyTo(place);
  CHECK(find_page_features(page).has_barcode);
}

TEST_CASE("E-13B is told from text of another pitch", "[classify]") {
  auto page = blank_slip();
  SECTION("E-13B") {
    REQUIRE(draw_micr_line(page, "⑆123456780⑆ 12345678⑈0101").has_value());
    CHECK(find_page_features(page).has_e13b_row);
  }
  SECTION("Text") {
    cv::putText(page.pixels, "033126155701 0005241218 6", {200, 500}, cv::FONT_HERSHEY_SIMPLEX, 1.0,
                cv::Scalar{0}, 2);
    CHECK_FALSE(find_page_features(page).has_e13b_row);
  }
}

}  // namespace
}  // namespace lockbox::encode
