#include "encode/coupon/zone_reader.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "support/catch.h"

namespace lockbox::encode {
namespace {

struct Print {
  BarcodeFormat format;
  const char* text;
};

Print any_print() {
  return GENERATE(values<Print>({{BarcodeFormat::Code128, "57398958102606010001604902"},
                                 {BarcodeFormat::Code39, "MISC-7235299182"},
                                 {BarcodeFormat::Itf, "0510406200370957"},
                                 {BarcodeFormat::QrCode, "RVT|BTR|7442558966|12500"},
                                 {BarcodeFormat::DataMatrix, "RVT|BTR|7442558966|12500"},
                                 {BarcodeFormat::Pdf417, "RVT|BTR|7442558966|12500"}}));
}

const cv::Rect zone{40, 40, 900, 300};

/// A page with the code in the middle of the zone, as from a track scanner or in gray.
GrayImage page_with(const Print& print, bool bitonal) {
  GrayImage page{cv::Mat(600, 1'700, CV_8UC1, cv::Scalar(255)), 200, 200, bitonal};
  const auto code = draw_barcode(print.format, print.text, 3);
  REQUIRE(code.has_value());
  cv::Mat place = page.pixels(cv::Rect{{80, 90}, code->pixels.size()});
  code->pixels.copyTo(place);
  if (!bitonal) {
    page.pixels.convertTo(page.pixels, -1, 0.7, 40);
    cv::GaussianBlur(page.pixels, page.pixels, {0, 0}, 0.7);
  }
  return page;
}

TEST_CASE("A code in its zone is read, with its place", "[coupon]") {
  const auto print = any_print();
  const auto page = page_with(print, GENERATE(true, false));
  const auto read = read_barcode_in(page, zone, print.format);
  REQUIRE(read);
  CHECK(read->text == print.text);
  CHECK(read->format == print.format);
  const cv::Rect box{read->box.x, read->box.y, read->box.width, read->box.height};
  const auto ink = cv::boundingRect(page.pixels < 128);
  CHECK((box & ink).area() > 0.6 * ink.area());
  CHECK((box & ink).area() > 0.9 * box.area());
}

TEST_CASE("A code is no read in another format, outside of the zone or cut off by it", "[coupon]") {
  const auto print = any_print();
  const auto page = page_with(print, true);
  for (const auto format : barcode_formats) {
    if (format != print.format) CHECK_FALSE(read_barcode_in(page, zone, format));
  }
  CHECK_FALSE(read_barcode_in(page, {1'000, 40, 600, 300}, print.format));
  CHECK_FALSE(read_barcode_in(page, {5'000, 40, 600, 300}, print.format));
  const auto ink = cv::boundingRect(page.pixels < 128);
  const cv::Rect half{ink.x - 40, ink.y, 40 + ink.width / 2, ink.height};
  CHECK_FALSE(read_barcode_in(page, half, print.format));
  CHECK_FALSE(read_barcode_in({}, zone, print.format));
}

TEST_CASE("A code that is damaged over most of its height is read from the rest", "[coupon]") {
  const Print print{BarcodeFormat::Code128, "57398958102606010001604902"};
  auto page = page_with(print, true);
  const auto ink = cv::boundingRect(page.pixels < 128);
  const int damaged = ink.height * GENERATE(3, 5) / 10;
  cv::line(page.pixels, {ink.x, ink.y}, {ink.br().x, ink.y + damaged}, cv::Scalar(0), 5);
  const auto read = read_barcode_in(page, zone, print.format);
  REQUIRE(read);
  CHECK(read->text == print.text);
}

TEST_CASE("Two codes in one zone contradict each other", "[coupon]") {
  auto page = page_with({BarcodeFormat::Itf, "0510406200370957"}, true);
  const auto ink = cv::boundingRect(page.pixels < 128);
  const auto other = draw_barcode(BarcodeFormat::Itf, "0510406200370958", 3);
  REQUIRE(other.has_value());
  const int top = ink.y + ink.height / 2;
  cv::Mat place = page.pixels(cv::Rect{{80, top}, other->pixels.size()});
  other->pixels.copyTo(place);
  CHECK_FALSE(read_barcode_in(page, zone, BarcodeFormat::Itf));
}

}  // namespace
}  // namespace lockbox::encode
