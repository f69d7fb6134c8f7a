#include "encode/coupon/barcode.h"

#include <random>

#include <rapidcheck.h>
#include <opencv2/imgproc.hpp>

#include "encode/coupon/riverton.h"
#include "support/catch.h"

using namespace lockbox::encode;
using namespace lockbox::test;
using lockbox::ErrorCode;

namespace {

struct Print {
  BarcodeFormat format = BarcodeFormat::Code128;
  std::string text;
};

/// So many that the symbol is a square, which is found from ten thousandths of an inch a module on.
constexpr auto long_digits =
    "487675817046670000120348767581704667000012034876758170466700001203487675";

const std::vector<Print> prints{{BarcodeFormat::Code128, "96634199772608250000200009"},
                                {BarcodeFormat::Itf, "0510406200370957"},
                                {BarcodeFormat::QrCode, "RVT|BTR|4876758170|4667"},
                                {BarcodeFormat::Code39, "MISC-3674654961"},
                                {BarcodeFormat::DataMatrix, long_digits},
                                {BarcodeFormat::Pdf417, "RVT|BTR|4876758170|4667"}};

/// A coupon of 8.5 by 3.67 inches at 200 dpi with the code at the lower left.
GrayImage coupon_with(const Print& print, int module_px) {
  const auto code = draw_barcode(print.format, print.text, module_px).value();
  GrayImage page{cv::Mat(734, 1700, CV_8UC1, cv::Scalar{235}), 200, 200, false};
  for (int line = 0; line < 4; ++line) {
    cv::putText(page.pixels, "CITY OF RIVERTON 1234567890", {900, 80 + 60 * line},
                cv::FONT_HERSHEY_SIMPLEX, 1, cv::Scalar{20}, 2);
  }
  cv::Mat place = page.pixels({{80, 250}, code.pixels.size()});
  cv::min(code.pixels, place, place);
  return page;
}

void add_noise(cv::Mat& pixels, double sigma, unsigned seed) {
  std::mt19937 random{seed};
  std::normal_distribution<double> noise{0, sigma};
  for (int y = 0; y < pixels.rows; ++y) {
    for (int x = 0; x < pixels.cols; ++x) {
      auto& pixel = pixels.at<std::uint8_t>(y, x);
      pixel = cv::saturate_cast<std::uint8_t>(pixel + noise(random));
    }
  }
}

void turn(cv::Mat& pixels, double degrees) {
  const cv::Point2f middle{static_cast<float>(pixels.cols) / 2,
                           static_cast<float>(pixels.rows) / 2};
  const auto turning = cv::getRotationMatrix2D(middle, degrees, 1);
  cv::warpAffine(pixels, pixels, turning, pixels.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                 cv::Scalar{235});
}

void check_reads(const GrayImage& page, const Print& print) {
  const auto reads = read_barcodes(page);
  REQUIRE(reads.size() == 1);
  CHECK(reads[0].text == print.text);
  CHECK((reads[0].format == print.format));
  CHECK(reads[0].confidence > 0);
  CHECK(reads[0].confidence <= 1);
}

}  // namespace

TEST_CASE("What is drawn is read back", "[coupon][barcode]") {
  const auto print = GENERATE(from_range(prints));
  const int module_px = GENERATE(2, 3, 4);
  CAPTURE(print.text, module_px);
  check_reads(coupon_with(print, module_px), print);
}

TEST_CASE("A noisy, soft or skewed page is read", "[coupon][barcode]") {
  const auto print = GENERATE(from_range(prints));
  auto page = coupon_with(print, 3);
  CAPTURE(print.text);
  SECTION("noise") {
    add_noise(page.pixels, 12, 7);
  }
  SECTION("blur") {
    cv::GaussianBlur(page.pixels, page.pixels, {0, 0}, 1.2);
  }
  SECTION("skew") {
    turn(page.pixels, 2.5);
  }
  SECTION("skew the other way") {
    turn(page.pixels, -4);
  }
  SECTION("upside down") {
    cv::rotate(page.pixels, page.pixels, cv::ROTATE_180);
  }
  SECTION("on its side") {
    cv::rotate(page.pixels, page.pixels, cv::ROTATE_90_CLOCKWISE);
  }
  SECTION("one bit a pixel") {
    turn(page.pixels, 0.7);
    page.pixels = page.pixels > 128;
    page.bitonal = true;
  }
  check_reads(page, print);
}

TEST_CASE("A read says where on the page the code is", "[coupon][barcode]") {
  const auto print = GENERATE(from_range(prints));
  const auto code = draw_barcode(print.format, print.text, 3).value();
  const auto reads = read_barcodes(coupon_with(print, 3));
  REQUIRE(reads.size() == 1);
  const auto& box = reads[0].box;
  CHECK(box.x >= 80);
  CHECK(box.y >= 250);
  CHECK(box.x + box.width <= 80 + code.pixels.cols);
  CHECK(box.y + box.height <= 250 + code.pixels.rows);
  CHECK(box.width > code.pixels.cols / 2);
  CHECK(box.height > code.pixels.rows / 3);
}

TEST_CASE("Two codes on one page are both read", "[coupon][barcode]") {
  auto page = coupon_with(prints[0], 2);
  const auto second = draw_barcode(prints[2].format, prints[2].text, 4).value();
  second.pixels.copyTo(page.pixels({{1200, 400}, second.pixels.size()}));
  CHECK(read_barcodes(page).size() == 2);
}

TEST_CASE("The same code twice on one line does not stop the program", "[coupon][barcode]") {
  const auto print = GENERATE(from_range(prints));
  auto page = coupon_with(print, 2);
  const auto code = draw_barcode(print.format, print.text, 2).value();
  const int gap = GENERATE(0, 10, 60);
  const int beside = 80 + code.pixels.cols - gap;
  code.pixels.copyTo(page.pixels({{beside, 250}, code.pixels.size()}));
  for (const auto& read : read_barcodes(page)) CHECK(read.text == print.text);
}

TEST_CASE("A code cut in its middle is not read as a shorter one", "[coupon][barcode]") {
  const auto print = GENERATE(from_range(prints));
  const int share = GENERATE(3, 5, 7);
  auto page = coupon_with(print, 3);
  const auto code = draw_barcode(print.format, print.text, 3).value();
  const int cut = 80 + code.pixels.cols * share / 10;
  page.pixels.colRange(cut, 880).setTo(235);
  for (const auto& read : read_barcodes(page)) {
    for (const auto& definition : riverton_coupons()) {
      CHECK_FALSE(parse_coupon_code(definition, read.format, read.text).has_value());
    }
  }
}

TEST_CASE("A code printed over by another text is not read as either", "[coupon][barcode]") {
  auto page = coupon_with({BarcodeFormat::Itf, "0510406200370957"}, 3);
  const auto other = draw_barcode(BarcodeFormat::Itf, "8763498600340638", 3).value();
  const cv::Rect lower{80, 250 + other.pixels.rows / 2, other.pixels.cols, other.pixels.rows / 2};
  other.pixels.rowRange(lower.height / 2, lower.height / 2 + lower.height)
      .copyTo(page.pixels(lower));
  CHECK(read_barcodes(page).empty());
}

TEST_CASE("Pages without a code, and pages that are none, read as nothing", "[coupon][barcode]") {
  GrayImage page{cv::Mat(734, 1700, CV_8UC1, cv::Scalar{235}), 200, 200, false};
  CHECK(read_barcodes(page).empty());
  add_noise(page.pixels, 60, 11);
  CHECK(read_barcodes(page).empty());
  CHECK(read_barcodes({}).empty());
  CHECK(read_barcodes({cv::Mat(1, 1, CV_8UC1, cv::Scalar{0}), 0, 0, true}).empty());
  CHECK(read_barcodes({cv::Mat(9, 4000, CV_8UC1, cv::Scalar{0}), 0, 0, true}).empty());
}

TEST_CASE("A page of stripes or squares from edge to edge is survived", "[coupon][barcode]") {
  const cv::Size size = GENERATE(cv::Size{16000, 300}, cv::Size{300, 16000}, cv::Size{5000, 4000});
  const bool squares = GENERATE(false, true);
  cv::Mat pixels(size, CV_8UC1, cv::Scalar{235});
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const bool dark = squares ? (x / 3 + y / 3) % 2 == 0 : x % 7 < 3;
      if (dark) pixels.at<std::uint8_t>(y, x) = 0;
    }
  }
  CHECK(read_barcodes({pixels, 200, 200, true}).empty());
}

TEST_CASE("Any page of stripes and specks is survived", "[coupon][barcode][property]") {
  REQUIRE(rc::check("reading never throws and never accepts a code", [] {
    std::mt19937 random{*rc::gen::arbitrary<unsigned>()};
    GrayImage page{cv::Mat(200, 700, CV_8UC1, cv::Scalar{240}), 200, 200, false};
    for (int x = 60; x < 640; x += 2 + static_cast<int>(random() % 7)) {
      const int width = 1 + static_cast<int>(random() % 6);
      cv::rectangle(page.pixels, {x, 60, width, 70}, cv::Scalar{20}, cv::FILLED);
      x += width;
    }
    for (const auto& read : read_barcodes(page)) {
      for (const auto& definition : riverton_coupons()) {
        RC_ASSERT(!parse_coupon_code(definition, read.format, read.text).has_value());
      }
    }
  }));
}

TEST_CASE("A text that a format cannot carry is not drawn", "[coupon][barcode]") {
  const auto bad = GENERATE(
      Print{BarcodeFormat::Itf, "123"}, Print{BarcodeFormat::Itf, "12A4"},
      Print{BarcodeFormat::Code39, "lower"}, Print{BarcodeFormat::Code128, ""},
      Print{BarcodeFormat::QrCode, "line\nbreak"}, Print{BarcodeFormat::Code128, "caf\xC3\xA9"});
  CHECK((draw_barcode(bad.format, bad.text, 3).error().code == ErrorCode::InvalidInput));
  CHECK_FALSE(draw_barcode(BarcodeFormat::Itf, "123456", 0).has_value());
  CHECK_FALSE(draw_barcode(BarcodeFormat::Itf, "123456", 1000).has_value());
  CHECK_FALSE(draw_barcode(BarcodeFormat::Code128, std::string(500, 'A'), 2).has_value());
}

TEST_CASE("A format's name parses to the format", "[coupon][barcode]") {
  const auto print = GENERATE(from_range(prints));
  CHECK((parse_barcode_format(to_string(print.format)).value() == print.format));
  CHECK_FALSE(parse_barcode_format("ean13").has_value());
}
