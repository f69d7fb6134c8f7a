#include "service/read/read_image.h"

#include "capture/pictures.h"
#include "core/file.h"
#include "encode/image/image_codec.h"
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

}  // namespace

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
