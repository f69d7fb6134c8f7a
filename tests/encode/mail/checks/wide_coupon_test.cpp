#include "encode/mail/checks/wide_coupon.h"

#include <opencv2/core.hpp>

#include "encode/coupon/barcode.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::encode;

TEST_CASE("A sound coupon of every format is read as what it says", "[encode][checks]") {
  const auto format = GENERATE(from_range(barcode_formats));
  Chance chance{5};
  const auto drawn = draw_wide_coupon(format, Degradation::Clean, 1, chance).value();
  const auto codes = read_barcodes(drawn.page);
  CAPTURE(to_string(format), drawn.code);
  REQUIRE(codes.size() == 1);
  CHECK(codes.front().text == drawn.code);
  CHECK(codes.front().format == format);
}

TEST_CASE("The same chance draws the same coupon", "[encode][checks]") {
  Chance first{6};
  Chance same{6};
  const auto one = draw_wide_coupon(BarcodeFormat::Itf, Degradation::Stamp, 3, first).value();
  const auto other = draw_wide_coupon(BarcodeFormat::Itf, Degradation::Stamp, 3, same).value();
  CHECK(one.code == other.code);
  REQUIRE(one.page.pixels.size() == other.page.pixels.size());
  CHECK(cv::norm(one.page.pixels, other.page.pixels, cv::NORM_INF) == 0);
}

TEST_CASE("What happens to a MICR line alone is not drawn on coupons", "[encode][checks]") {
  int pages = 0;
  for (std::size_t i = 0; i < degradation_names.size(); ++i) {
    if (befalls_pages(static_cast<Degradation>(i))) ++pages;
  }
  CHECK(pages == 16);
  CHECK_FALSE(befalls_pages(Degradation::Jitter));
  CHECK(befalls_pages(Degradation::Mixed));
}
