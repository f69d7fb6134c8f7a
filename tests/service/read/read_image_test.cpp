#include "service/read/read_image.h"

#include <opencv2/core.hpp>
#include <string>

#include "core/file.h"
#include "encode/image/image_codec.h"
#include "encode/micr/cmc7/cmc7_writer.h"
#include "encode/postal/postal_writer.h"
#include "encode/print/raster.h"
#include "encode/print/slips.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::service;

namespace {

ImageReport report_on(const encode::Drawing& slip) {
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "000001F.tif";
  const auto bytes = encode::encode_tiff_g4(encode::to_raster(slip, 200));
  REQUIRE(write_file_durably(file, bytes).has_value());
  return read_image(file.string(), {});
}

ImageReport report_on(const encode::GrayImage& page) {
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "000001F.png";
  REQUIRE(write_file_durably(file, encode::encode_png(page)).has_value());
  return read_image(file.string(), {});
}

encode::GrayImage blank_slip() {
  return {.pixels = cv::Mat(700, 1500, CV_8UC1, cv::Scalar(240)), .dpi_x = 200, .dpi_y = 200};
}

}  // namespace

TEST_CASE("A line in CMC-7 is told with its font and without fields", "[service][read]") {
  auto page = blank_slip();
  const std::string line = "c0084995c075000004908e241410518989a";
  REQUIRE(encode::draw_cmc7_line(page, line).has_value());
  const auto report = report_on(page);
  CHECK(report.sentence.find("check\n  MICR  " + line + "  (cmc7)") != std::string::npos);
  CHECK(report.json_line.find("\"font\":\"cmc7\",\"routing\":null") != std::string::npos);
}

TEST_CASE("Postal barcodes are among the codes that are told", "[service][read]") {
  auto page = blank_slip();
  const std::string mail = "0123456709498765432101234567891";
  REQUIRE(encode::draw_postal_bars(
              page, encode::encode_intelligent_mail(mail).value(),
              {.format = encode::PostalFormat::IntelligentMail, .left_inch = 2, .bottom_inch = 2})
              .has_value());
  REQUIRE(encode::draw_postal_bars(
              page, encode::encode_postnet("801221905").value(),
              {.format = encode::PostalFormat::Postnet, .left_inch = 2, .bottom_inch = 1})
              .has_value());
  const auto report = report_on(page);
  CHECK(report.sentence.find("code  " + mail + "  (intelligent_mail)") != std::string::npos);
  CHECK(report.sentence.find("code  801221905  (postnet)") != std::string::npos);
  CHECK(report.json_line.find("\"format\":\"postnet\"") != std::string::npos);
}

TEST_CASE("A printed separator is named with its number, and a coupon is no sheet",
          "[service][read]") {
  const auto separator = report_on(encode::separator_slip(12).value());
  CHECK(separator.is_readable);
  CHECK(separator.sentence.find("sheet separator 000012") != std::string::npos);
  CHECK(separator.json_line.find("\"sheet\":\"separator 000012\"") != std::string::npos);

  const auto coupon = report_on(encode::coupon_slip({.biller = "City",
                                                     .title = "Bill",
                                                     .payer = "PAYER",
                                                     .address = "1 MAIN ST",
                                                     .account = "3496098579",
                                                     .due_date = "09/20/2026",
                                                     .amount_due = Money::from_cents(12'34),
                                                     .format = encode::BarcodeFormat::Code128,
                                                     .code = "34960985792609200005229304"})
                                    .value());
  CHECK(coupon.sentence.find("sheet") == std::string::npos);
  CHECK(coupon.json_line.find("\"sheet\":null") != std::string::npos);
}
