#include "encode/check_crop.h"

#include "encode/archive/archive_image.h"
#include "encode/image/image_codec.h"
#include "encode/mail/checks/wide_check.h"
#include "encode/micr/e13b_reader.h"
#include "support/catch.h"

using namespace lockbox::encode;

namespace {

DrawnCheck drawn(CheckStyle style, Degradation degradation, std::uint64_t seed) {
  lockbox::Chance chance{seed};
  return draw_wide_check(style, degradation, 1, chance);
}

std::string line_of(const GrayImage& image) {
  const auto read = read_micr(image);
  return read ? read->line.raw : "";
}

}  // namespace

TEST_CASE("The check of a voucher is cut out of its sheet, the right way up", "[encode][page]") {
  const auto degradation = GENERATE(Degradation::Clean, Degradation::UpsideDown);
  const auto seed = GENERATE(range(std::uint64_t{1}, std::uint64_t{6}));
  const auto voucher = drawn(CheckStyle::UsVoucher, degradation, seed);
  const auto page = read_page(voucher.page, {});
  REQUIRE(page.micr);
  const auto check = upright_check(voucher.page, page);
  CHECK(check.pixels.cols == voucher.page.pixels.cols);
  CHECK(check.pixels.rows / check.dpi_y == Approx(3.5).margin(0.1));
  CHECK(line_of(check) == page.micr->line.raw);
  CHECK(check.pixels.data != voucher.page.pixels.data);
}

TEST_CASE("A check that is a page of its own is not cut", "[encode][page]") {
  const auto style = GENERATE(CheckStyle::UsPersonal, CheckStyle::UsBusiness, CheckStyle::Canadian,
                              CheckStyle::IndianCts);
  const auto check = drawn(style, Degradation::Clean, 3);
  const auto page = read_page(check.page, {});
  REQUIRE(page.micr);
  CHECK_FALSE(check_on_sheet(page.micr->symbols, check.page.pixels.size()).has_value());
  CHECK(upright_check(check.page, page).pixels.size() == check.page.pixels.size());
}

TEST_CASE("Without a line there is nothing to cut by", "[encode][page]") {
  CHECK_FALSE(check_on_sheet({}, {1700, 2200}).has_value());
  const auto line =
      read_page(drawn(CheckStyle::UsVoucher, Degradation::Clean, 1).page, {}).micr.value();
  const auto few = std::span{line.symbols}.first(4);
  CHECK_FALSE(check_on_sheet(few, {1700, 2200}).has_value());
}

TEST_CASE("What a cash letter carries of a voucher is its check", "[encode][archive]") {
  const auto degradation = GENERATE(Degradation::Clean, Degradation::UpsideDown);
  const auto voucher = drawn(CheckStyle::UsVoucher, degradation, 2);
  const auto archived = decode_image(archive_image(voucher.page).value()).value();
  CHECK(archived.pixels.rows / archived.dpi_y == Approx(3.5).margin(0.1));
  CHECK(line_of(archived) == read_page(voucher.page, {}).micr->line.raw);
}
