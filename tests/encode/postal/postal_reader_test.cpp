#include "encode/postal/postal_reader.h"

#include <cmath>
#include <filesystem>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string>

#include "core/chance.h"
#include "core/file.h"
#include "core/limits.h"
#include "encode/coupon/barcode.h"
#include "encode/image/image_codec.h"
#include "encode/mail/checks/wide_check.h"
#include "encode/page_reader.h"
#include "encode/postal/postal_writer.h"
#include "encode/some_pictures.h"
#include "support/catch.h"
#include "support/shared_data.h"

namespace lockbox::encode {
namespace {

const std::string mail_code = "0123456709498765432101234567891";

struct EnvelopeScan {
  double dpi = 200;
  double degrees = 0;
  double blur_inch = 0.0015;
  double noise = 4;
  bool bitonal = false;
};

/// The front of an envelope with an address, bars below it, as a scanner delivers it.
GrayImage scanned_envelope(const PostalBars& bars, PostalFormat format, const EnvelopeScan& scan) {
  GrayImage page;
  page.pixels = cv::Mat(cvRound(3 * scan.dpi), cvRound(7 * scan.dpi), CV_8UC1, cv::Scalar(230));
  page.dpi_x = page.dpi_y = scan.dpi;
  int line = 0;
  for (const auto* const text : {"CITY OF RIVERTON", "PO BOX 2210", "RIVERTON  01234-5678"}) {
    const cv::Point at{cvRound(3 * scan.dpi), cvRound((1.2 + 0.2 * line++) * scan.dpi)};
    cv::putText(page.pixels, text, at, cv::FONT_HERSHEY_SIMPLEX, scan.dpi / 280, cv::Scalar(40),
                cvRound(scan.dpi / 150));
  }
  REQUIRE(draw_postal_bars(page, bars, {.format = format, .left_inch = 3, .bottom_inch = 2.1})
              .has_value());
  const cv::Point2f middle{static_cast<float>(page.pixels.cols) / 2,
                           static_cast<float>(page.pixels.rows) / 2};
  cv::warpAffine(page.pixels, page.pixels, cv::getRotationMatrix2D(middle, scan.degrees, 1),
                 page.pixels.size(), cv::INTER_CUBIC, cv::BORDER_CONSTANT, cv::Scalar(230));
  cv::GaussianBlur(page.pixels, page.pixels, {}, scan.blur_inch * scan.dpi);
  cv::Mat grain(page.pixels.size(), CV_16SC1);
  cv::RNG random{20261126};
  random.fill(grain, cv::RNG::NORMAL, 0, scan.noise);
  cv::add(page.pixels, grain, page.pixels, cv::noArray(), CV_8U);
  if (scan.bitonal) {
    cv::threshold(page.pixels, page.pixels, 130, 255, cv::THRESH_BINARY);
    page.bitonal = true;
  }
  return page;
}

GrayImage mail_envelope(const EnvelopeScan& scan) {
  return scanned_envelope(encode_intelligent_mail(mail_code).value(), PostalFormat::IntelligentMail,
                          scan);
}

TEST_CASE("Postal barcodes are read at every usual resolution and either way up",
          "[encode][postal]") {
  const auto dpi = GENERATE(200.0, 240.0, 300.0);
  const auto bitonal = GENERATE(false, true);
  const auto degrees = GENERATE(-2.0, 0.0, 179.0);
  CAPTURE(dpi, bitonal, degrees);
  const EnvelopeScan scan{.dpi = dpi, .degrees = degrees, .bitonal = bitonal};
  const auto mail = read_postal_codes(mail_envelope(scan));
  REQUIRE(mail.size() == 1);
  CHECK(mail.front().digits == mail_code);
  CHECK(mail.front().format == PostalFormat::IntelligentMail);
  const auto zip = GENERATE("80122", "801221905", "80122190599");
  const auto postnet =
      read_postal_codes(scanned_envelope(encode_postnet(zip).value(), PostalFormat::Postnet, scan));
  REQUIRE(postnet.size() == 1);
  CHECK(postnet.front().digits == zip);
  CHECK(postnet.front().format == PostalFormat::Postnet);
}

TEST_CASE("The box of a postal barcode is where its bars are", "[encode][postal]") {
  const auto reads = read_postal_codes(mail_envelope({.dpi = 200}));
  REQUIRE(reads.size() == 1);
  const auto& box = reads.front().box;
  CHECK(std::abs(box.x - 600) < 5);
  CHECK(std::abs(box.x + box.width - 600 - 64 * 200 / 22) < 5);
  CHECK(std::abs(box.y + box.height - 420) < 5);
}

TEST_CASE("No bad scan of a postal barcode is read as another", "[encode][postal][property]") {
  Chance chance{20261126};
  int read = 0;
  constexpr int scans = 30;
  for (int i = 0; i < scans; ++i) {
    const auto tracking = chance.digits(1) + "2" + chance.digits(18);
    const bool is_mail = i % 2 == 0;
    const auto digits = is_mail ? tracking + chance.digits(9) : chance.digits(11);
    const auto bars = is_mail ? encode_intelligent_mail(digits) : encode_postnet(digits);
    const EnvelopeScan scan{.dpi = chance.between(150, 300),
                            .degrees = chance.between(-3, 3),
                            .blur_inch = chance.between(0.001, 0.005),
                            .noise = chance.between(0, 20),
                            .bitonal = i % 3 == 0};
    const auto format = is_mail ? PostalFormat::IntelligentMail : PostalFormat::Postnet;
    const auto reads = read_postal_codes(scanned_envelope(bars.value(), format, scan));
    CAPTURE(i, digits, scan.dpi, scan.blur_inch, scan.noise);
    for (const auto& code : reads) {
      CHECK(code.digits == digits);
      ++read;
    }
  }
  CHECK(read >= scans * 2 / 3);
}

TEST_CASE("A postal barcode with a doubtful or a missing bar is not read", "[encode][postal]") {
  const auto whole = mail_envelope({.dpi = 300, .noise = 0});
  const auto reads = read_postal_codes(whole);
  REQUIRE(reads.size() == 1);
  const auto& box = reads.front().box;
  for (const double part : {0.0, 0.83}) {
    auto damaged = whole;
    damaged.pixels = whole.pixels.clone();
    // A bar near the middle, whole or the lower half of what it reaches down.
    const int x = box.x + static_cast<int>(std::lround(30 * 300 / 22.0));
    const int top = box.y + static_cast<int>(part * box.height);
    damaged.pixels(cv::Rect{x - 5, top, 11, box.y + box.height + 3 - top}).setTo(230);
    const auto again = read_postal_codes(damaged);
    CHECK((again.empty() || again.front().digits == mail_code));
    if (part == 0) CHECK(again.empty());
  }
}

TEST_CASE("A page tells its postal barcode, also when it lies far askew",
          "[encode][postal][page]") {
  const auto degrees = GENERATE(0.0, 7.0);
  const auto page = read_page(mail_envelope({.dpi = 200, .degrees = degrees}), {});
  CAPTURE(degrees);
  REQUIRE(page.postal_codes.size() == 1);
  CHECK(page.postal_codes.front().digits == mail_code);
  CHECK(page.codes.empty());
}

TEST_CASE("Checks, coupons and their barcodes hold no postal barcode", "[encode][postal][corpus]") {
  Chance chance{12};
  CHECK(read_postal_codes(
            draw_wide_check(CheckStyle::UsPersonal, Degradation::Background, 2, chance).page)
            .empty());
  for (const auto format : {BarcodeFormat::Code128, BarcodeFormat::Code39, BarcodeFormat::Itf}) {
    for (const int module_px : {2, 3, 5}) {
      CHECK(read_postal_codes(draw_barcode(format, "0123456789012345", module_px).value()).empty());
    }
  }
  const int pages =
      test::show_some({"tests/corpus/pages", lockbox::test::shared_data() / "coupons",
                       lockbox::test::shared_data() / "micr"},
                      [](const GrayImage& page) { CHECK(read_postal_codes(page).empty()); });
  CHECK(pages > 0);
}

TEST_CASE("Bars are only drawn where they fit", "[encode][postal]") {
  GrayImage page{.pixels = cv::Mat(100, 300, CV_8UC1, cv::Scalar(255)), .dpi_x = 200, .dpi_y = 200};
  const auto bars = encode_postnet("801221905").value();
  const PostalPlace place{.format = PostalFormat::Postnet, .left_inch = 0.02, .bottom_inch = 0.3};
  CHECK_FALSE(draw_postal_bars(page, bars, place).has_value());
  page.pixels = cv::Mat(100, 600, CV_8UC1, cv::Scalar(255));
  CHECK(draw_postal_bars(page, bars, place).has_value());
  page.dpi_x = 0;
  CHECK_FALSE(draw_postal_bars(page, bars, place).has_value());
}

}  // namespace
}  // namespace lockbox::encode
