#include "service/read/read_image.h"

#include <algorithm>
#include <boost/json.hpp>
#include <opencv2/imgproc.hpp>
#include "capture/pictures.h"
#include "core/file.h"
#include "encode/coupon/marked_coupon.h"
#include "encode/image/image_codec.h"
#include "encode/image/quality/damaged_checks.h"
#include "encode/mail/drawn_mail.h"
#include "encode/micr/cmc7/cmc7_writer.h"
#include "encode/postal/postal_writer.h"
#include "encode/print/coupon_slip.h"
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
  capture::PicturesHere pictures;
  return read_image(pictures, file.string(), {});
}

ImageReport report_on(const encode::GrayImage& page, const capture::ReadingRules& rules = {}) {
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "000001F.png";
  REQUIRE(write_file_durably(file, encode::encode_png(page)).has_value());
  capture::PicturesHere pictures;
  return read_image(pictures, file.string(), rules);
}

encode::GrayImage blank_slip() {
  return {.pixels = cv::Mat(700, 1500, CV_8UC1, cv::Scalar(240)), .dpi_x = 200, .dpi_y = 200};
}

}  // namespace

TEST_CASE("A check is read with second choices, a bound for its line and, if asked, a picture",
          "[service][read]") {
  capture::PicturesHere pictures;
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "000001F.tif";
  const auto check = encode::test::good_check();
  REQUIRE(write_file_durably(file, encode::encode_tiff_g4(check)).has_value());
  const auto report = read_image(pictures, file.string(), {}, Explained::Yes);
  CHECK(report.sentence.find("wrong at most 1 time in ") != std::string::npos);
  const auto micr = boost::json::parse(report.json_line).at("micr");
  CHECK(micr.at("error").as_double() > 0);
  CHECK(micr.at("error").as_double() < 0.01);
  for (const auto& symbol : micr.at("symbols").as_array()) {
    CHECK((symbol.at("best") == symbol.at("symbol")));
    CHECK(symbol.at("second_chance").as_double() <= symbol.at("error").as_double());
  }
  const auto picture = encode::decode_image(report.explanation).value();
  CHECK(picture.pixels.cols >= check.pixels.cols);
  CHECK(read_image(pictures, file.string(), {}).explanation.empty());
}

TEST_CASE("A bound that the evidence does not meet leaves symbols open", "[service][read]") {
  capture::PicturesHere pictures;
  const test::TemporaryDirectory folder;
  const auto file = folder.path() / "000001F.tif";
  auto check = encode::test::good_check();
  cv::GaussianBlur(check.pixels, check.pixels, {}, 1.6);
  check.bitonal = false;
  REQUIRE(write_file_durably(file, encode::encode_png(check)).has_value());
  capture::ReadingRules strict;
  strict.reading.line_error_bound = 1e-9;
  const auto lenient = boost::json::parse(read_image(pictures, file.string(), {}).json_line);
  const auto held = boost::json::parse(read_image(pictures, file.string(), strict).json_line);
  const auto open = [](const boost::json::value& report) {
    return std::ranges::count_if(
        report.at("micr").at("symbols").as_array(),
        [](const boost::json::value& symbol) { return symbol.at("symbol") == "?"; });
  };
  CHECK(open(held) > open(lenient));
}

TEST_CASE("A line in CMC-7 is told with its font and the fields of its layout", "[service][read]") {
  auto page = blank_slip();
  const std::string line = "c0084995c075000004908e241410518989a";
  REQUIRE(encode::draw_cmc7_line(page, line).has_value());
  const auto report = report_on(page);
  CHECK(report.sentence.find("check\n  MICR  " + line + "  (cmc7)") != std::string::npos);
  CHECK(report.sentence.find("french: check number 0084995, interbank zone 075000004908, account "
                             "241410518989") != std::string::npos);
  const auto micr = boost::json::parse(report.json_line).at("micr");
  CHECK((micr.at("font") == "cmc7"));
  CHECK((micr.at("foreign").at("layout") == "french"));
  CHECK((micr.at("foreign").at("interbank_zone") == "075000004908"));
  CHECK(micr.at("routing").is_null());
  CHECK(micr.at("account").is_null());
}

TEST_CASE("A routing number that no bank can have is told as read, and that it is none",
          "[service][read]") {
  const auto told = [](const std::string& routing) {
    const auto check = encode::draw_check({.payer = "A. Payer",
                                           .payee = "City of Riverton",
                                           .date = "Nov 23",
                                           .number = "6060",
                                           .micr = "⑆" + routing + "⑆ 938910134⑈6060",
                                           .amount = Money::from_cents(1234)})
                           .value();
    return boost::json::parse(report_on(check).json_line).at("micr");
  };
  const auto unknown = told("131234567");
  CHECK((unknown.at("routing") == "131234567"));
  CHECK((unknown.at("routing_prefix_known") == false));
  CHECK((told("069900277").at("routing_prefix_known") == true));
}

TEST_CASE("A line in CMC-7 that fits no layout is told without fields", "[service][read]") {
  auto page = blank_slip();
  REQUIRE(encode::draw_cmc7_line(page, "c0084995c075000004908").has_value());
  const auto report = report_on(page);
  CHECK(report.sentence.find("(cmc7)\n        no fields") != std::string::npos);
  CHECK(boost::json::parse(report.json_line).at("micr").at("foreign").is_null());
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

TEST_CASE("What a payer marked on a coupon is told for people and for programs",
          "[service][read]") {
  const auto definition = test::coupon_with_boxes();
  const auto report =
      report_on(test::marked_coupon(definition), capture::ReadingRules{{definition}});
  CHECK(report.sentence.find("\n  box   address change: marked, ") != std::string::npos);
  CHECK(report.sentence.find("\n  box   paperless: empty, 0 % ink") != std::string::npos);
  const auto boxes = boost::json::parse(report.json_line).at("check_boxes").as_array();
  REQUIRE(boxes.size() == 2);
  CHECK((boxes[0].at("name") == "address_change"));
  CHECK((boxes[0].at("state") == "marked"));
  CHECK(boxes[0].at("ink_share").as_double() > 0.05);
  CHECK(boxes[0].at("box").at("width").as_int64() > 20);
  CHECK((boxes[1].at("state") == "empty"));
}
