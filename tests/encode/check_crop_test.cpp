#include "encode/check_crop.h"

#include <opencv2/imgproc.hpp>

#include "encode/archive/archive_image.h"
#include "encode/image/image_codec.h"
#include "encode/image/straighten.h"
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
  CHECK(check.pixels.cols >= voucher.page.pixels.cols);
  CHECK(check.pixels.rows / check.dpi_y == Approx(3.5).margin(0.1));
  CHECK(line_of(check) == page.micr->line.raw);
  CHECK(check.pixels.data != voucher.page.pixels.data);
}

TEST_CASE("A voucher that lies askew is straightened by its line", "[encode][page]") {
  const double degrees = GENERATE(-4.0, 2.0, 5.0);
  auto voucher = drawn(CheckStyle::UsVoucher, Degradation::Clean, 2).page;
  voucher.pixels = straighten(voucher, degrees).image.pixels;
  const auto page = read_page(voucher, {});
  REQUIRE(page.micr);
  const auto check = upright_check(voucher, page);
  CHECK(check.pixels.rows / check.dpi_y == Approx(3.5).margin(0.15));
  const auto read = read_micr(check);
  REQUIRE(read);
  CHECK(read->line.raw == page.micr->line.raw);
  const auto& first = read->symbols.front().box;
  const auto& last = read->symbols.back().box;
  CHECK(std::abs(last.y + last.height - first.y - first.height) <= 8);
}

TEST_CASE("A voucher's check goes to its perforation", "[encode][page]") {
  const auto [above_edge_in, expected_in] =
      GENERATE(table<double, double>({{3.0, 3.0}, {3.67, 3.67}, {2.0, 3.5}, {4.5, 3.5}}));
  const double degrees = GENERATE(0.0, 180.0, 2.0, 178.0);
  auto voucher = drawn(CheckStyle::UsVoucher, Degradation::Clean, 4).page;  // A level one.
  const auto line = read_page(voucher, {}).micr.value();
  const auto& symbol = line.symbols.front().box;
  const double dpi = voucher.dpi_y;
  const double lower = symbol.y + symbol.height / 2.0 + 5.0 / 16 * dpi;
  const int row = cvRound(lower - above_edge_in * dpi);
  const int clear = cvRound(0.1 * dpi);
  voucher.pixels = voucher.pixels.clone();
  voucher.pixels.rowRange(row - clear, row + clear) = cv::Scalar{240};
  for (int x = 0; x + 8 < voucher.pixels.cols; x += 14) {
    voucher.pixels(cv::Rect{x, row, 8, 3}) = cv::Scalar{60};
  }
  if (degrees != 0) voucher.pixels = straighten(voucher, degrees).image.pixels;
  const auto check = upright_check(voucher, read_page(voucher, {}));
  CHECK(check.pixels.rows / check.dpi_y == Approx(expected_in).margin(0.06));
  CHECK(line_of(check) == line.line.raw);
}

TEST_CASE("A check that stands on its side is read and set upright", "[encode][page]") {
  const auto style = GENERATE(CheckStyle::UsPersonal, CheckStyle::UsBusiness);
  const auto turn = GENERATE(cv::ROTATE_90_CLOCKWISE, cv::ROTATE_90_COUNTERCLOCKWISE);
  const auto upright = drawn(style, Degradation::Clean, 3).page;
  auto scan = upright;
  scan.pixels = cv::Mat{};
  cv::rotate(upright.pixels, scan.pixels, turn);
  std::swap(scan.dpi_x, scan.dpi_y);
  const auto page = read_page(scan, {});
  REQUIRE(page.micr);
  CHECK(page.micr->line.raw == line_of(upright));
  CHECK((page.kind == PageKind::Check));
  CHECK(std::abs(page.skew_degrees) == Approx(90).margin(1));
  for (const auto& symbol : page.micr->symbols) {
    const cv::Rect box{symbol.box.x, symbol.box.y, symbol.box.width, symbol.box.height};
    CHECK((box & cv::Rect{{0, 0}, scan.pixels.size()}) == box);
    CHECK(cv::countNonZero(scan.pixels(box) < 128) > 0);
  }
  const auto check = upright_check(scan, page);
  CHECK(cv::norm(check.pixels, upright.pixels, cv::NORM_INF) == 0);
  CHECK(check.dpi_x == upright.dpi_x);
  const auto archived = decode_image(archive_image(scan).value().file).value();
  CHECK(line_of(archived) == page.micr->line.raw);
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
  const auto archived = decode_image(archive_image(voucher.page).value().file).value();
  CHECK(archived.pixels.rows / archived.dpi_y == Approx(3.5).margin(0.1));
  CHECK(line_of(archived) == read_page(voucher.page, {}).micr->line.raw);
}
