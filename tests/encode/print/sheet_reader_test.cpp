#include "encode/print/sheet_reader.h"

#include <opencv2/core.hpp>

#include "encode/coupon/barcode.h"
#include "encode/image/image_codec.h"
#include "encode/image/straighten.h"
#include "encode/mail/drawn_mail.h"
#include "encode/micr/e13b_writer.h"
#include "encode/print/raster.h"
#include "encode/print/slips.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::encode;

namespace {

const SheetCode twelve{SheetKind::Separator, "000012"};

GrayImage separator(double dpi = 200) {
  return to_raster(separator_slip(12).value(), dpi);
}

GrayImage through(const GrayImage& image, const Bytes& file) {
  auto decoded = decode_image(file).value();
  REQUIRE(decoded.pixels.size() == image.pixels.size());
  return decoded;
}

}  // namespace

TEST_CASE("A printed separator is read back however it comes off the track", "[encode][print]") {
  const auto slip = separator();
  CHECK(read_sheet(slip) == twelve);
  CHECK(read_sheet(through(slip, encode_tiff_g4(slip))) == twelve);
  CHECK(read_sheet(through(slip, encode_jpeg(slip, 40))) == twelve);
  auto turned = slip;
  cv::rotate(slip.pixels, turned.pixels, cv::ROTATE_180);
  CHECK(read_sheet(turned) == twelve);
  for (const double degrees : {-2.5, 1.0, 2.5}) {
    CAPTURE(degrees);
    CHECK(read_sheet(straighten(slip, degrees).image) == twelve);
  }
  for (const double dpi : {150.0, 300.0}) CHECK(read_sheet(separator(dpi)) == twelve);
}

TEST_CASE("A batch header is a sheet of its own kind", "[encode][print]") {
  const BatchHeaderSlip header{.title = "RIVERTON-MAIL",
                               .number = "2611230001",
                               .facts = {{"Job", "mixed"}, {"Documents", "51"}}};
  const auto slip = to_raster(batch_header_slip(header).value(), 200);
  CHECK(read_sheet(slip) == SheetCode{SheetKind::BatchHeader, "2611230001"});
}

TEST_CASE("Mail is no sheet, with or without a barcode", "[encode][print]") {
  const CheckFace check{.payer = "PAYER",
                        .payee = "City",
                        .date = "11/20/26",
                        .number = "1234",
                        .micr = "⑆021000021⑆ 123456789⑈1234",
                        .amount = Money::from_cents(12'34)};
  CHECK_FALSE(read_sheet(draw_check(check).value()).has_value());
  CHECK_FALSE(read_sheet(draw_letter({"Dear City,", "LBX-SEP-1-000012-3"})).has_value());
  const CouponFace coupon{.biller = "City",
                          .title = "Bill",
                          .payer = "PAYER",
                          .account = "3496098579",
                          .amount_due = Money::from_cents(12'34),
                          .format = BarcodeFormat::Code128,
                          .code = "34960985792609200005229304"};
  CHECK_FALSE(read_sheet(draw_coupon(coupon).value()).has_value());
  CHECK_FALSE(read_sheet({}).has_value());
}

TEST_CASE("A sheet's code beside anything that is mail makes no sheet of it", "[encode][print]") {
  auto with_line = separator();
  REQUIRE(draw_micr_line(with_line, "⑆021000021⑆ 123456789⑈1234").has_value());
  CHECK_FALSE(read_sheet(with_line).has_value());

  auto with_code = separator();
  const auto code = draw_barcode(BarcodeFormat::QrCode, "RVT|BTR|3496098579|5229.30", 4).value();
  code.pixels.copyTo(with_code.pixels(cv::Rect{1400, 300, code.pixels.cols, code.pixels.rows}));
  CHECK_FALSE(read_sheet(with_code).has_value());
}
