// A coupon's barcode and its scan line, held against each other on a whole page.

#include <algorithm>
#include <ctime>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/coupon/barcode.h"
#include "encode/coupon/riverton.h"
#include "encode/page_reader.h"
#include "encode/scan_line/printed_lines.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

constexpr auto account_body = "356732927";
constexpr auto other_body = "111222333";

/// The barcode has a zone, the line has none.
CouponDefinition coupon_with_loose_line() {
  auto definition = test::utility_coupon();
  definition.zone = PageZone{0, 0, 0.6, 0.4};
  definition.scan_line = ScanLineDefinition{.font = OcrFont::B,
                                            .fields = definition.fields,
                                            .code_check = CheckDigitRule::Luhn,
                                            .account_check = CheckDigitRule::Luhn,
                                            .zone = std::nullopt};
  return definition;
}

std::string code_of(const std::string& body, std::int64_t cents = 120'50) {
  return format_coupon_code(test::utility_coupon(),
                            {.account = body + luhn_digit(body),
                             .due_date = "261124",
                             .expected_amounts = {Money::from_cents(cents)}})
      .value();
}

constexpr double line_left_inch = 4.5;

/// A coupon with its barcode where the definition says, and its line anywhere.
GrayImage coupon_page(const std::string& code, const std::string& line, double middle_inch) {
  auto page = blank_page(8.5, 3.67, 200);
  page.bitonal = true;
  const auto drawn = draw_barcode(BarcodeFormat::Code128, code, 3).value();
  drawn.pixels.copyTo(page.pixels(cv::Rect{{60, 60}, drawn.pixels.size()}));
  REQUIRE(draw_scan_line(
      page,
      {.font = OcrFont::B, .text = line, .left_inch = line_left_inch, .middle_inch = middle_inch}));
  return page;
}

double cpu_ms() {
  return 1'000.0 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// What it takes to read the page, of many times the middle one.
double median_ms(const GrayImage& image, const CouponDefinition& definition) {
  constexpr std::size_t times = 41;
  std::vector<double> taken;
  for (std::size_t i = 0; i < times; ++i) {
    const double begin = cpu_ms();
    CHECK(read_page(image, {definition}).coupon.has_value());
    taken.push_back(cpu_ms() - begin);
  }
  std::ranges::nth_element(taken, taken.begin() + times / 2);
  return taken[times / 2];
}

/// A stroke of a pen through one character of the line.
void strike_out(GrayImage& page, int place, double middle_inch) {
  const cv::Point middle{cvRound((line_left_inch + 0.1 * place + 0.05) * page.dpi_x),
                         cvRound(middle_inch * page.dpi_y)};
  for (const int slope : {-1, 1}) {
    const cv::Point reach{8, slope * 10};
    cv::line(page.pixels, middle - reach, middle + reach, cv::Scalar{0}, 5);
  }
}

}  // namespace

TEST_CASE("A line without a zone is held against the barcode wherever it is printed", "[page]") {
  const double middle_inch = GENERATE(0.3, 2.2, 3.3);
  const auto page =
      read_page(coupon_page(code_of(account_body), code_of(account_body), middle_inch),
                {coupon_with_loose_line()});
  CHECK(page.kind == PageKind::Coupon);
  REQUIRE(page.coupon.has_value());
  CHECK(page.coupon->format == "code128+ocr_b");
  CHECK(page.coupon_doubt.empty());
}

TEST_CASE("A line without a zone that contradicts the barcode leaves the coupon to a person",
          "[page]") {
  const double middle_inch = GENERATE(0.3, 2.2, 3.3);
  const bool is_other_account = GENERATE(true, false);
  const auto line = is_other_account ? code_of(other_body) : code_of(account_body, 120'51);
  const auto page =
      read_page(coupon_page(code_of(account_body), line, middle_inch), {coupon_with_loose_line()});
  CHECK(page.kind == PageKind::Coupon);
  CHECK_FALSE(page.coupon.has_value());
  CHECK(page.coupon_doubt == (is_other_account
                                  ? "The barcode and the scan line disagree in the account."
                                  : "The barcode and the scan line disagree in the amount due."));
}

TEST_CASE("A line in doubt contradicts the barcode by what was read of it, and else says nothing",
          "[page]") {
  const bool is_same = GENERATE(true, false);
  const auto line = code_of(is_same ? account_body : other_body);
  constexpr double middle_inch = 3.3;
  auto image = coupon_page(code_of(account_body), line, middle_inch);
  strike_out(image, 2, middle_inch);
  const auto page = read_page(image, {coupon_with_loose_line()});
  REQUIRE(page.scan_lines.size() == 1);
  CHECK(page.scan_lines.front().text[2] == '?');
  CHECK(page.kind == PageKind::Coupon);
  CHECK(page.coupon.has_value() == is_same);
  CHECK(page.coupon_doubt ==
        (is_same ? "" : "The barcode and the scan line disagree in the account."));
  if (is_same) CHECK(page.coupon->format == "code128");
}

TEST_CASE("Only a definition that has a line pays for one", "[page][measured]") {
  auto image = coupon_page(code_of(account_body), code_of(account_body), 3.3);
  // What else is printed is looked at where the line may be anywhere.
  for (const double middle_inch : {1.6, 1.8, 2.0, 2.2, 2.4, 2.6, 2.8}) {
    REQUIRE(draw_scan_line(
        image,
        {.font = OcrFont::B, .text = "12345 678", .left_inch = 0.5, .middle_inch = middle_inch}));
  }
  const auto anywhere = coupon_with_loose_line();
  auto in_zone = anywhere;
  in_zone.scan_line->zone = PageZone{0.45, 0.85, 0.55, 0.1};
  auto without = anywhere;
  without.scan_line.reset();
  const double anywhere_ms = median_ms(image, anywhere);
  const double in_zone_ms = median_ms(image, in_zone);
  const double without_ms = median_ms(image, without);
  fmt::print("A coupon by its barcode {:.2f} ms, with its line in a zone {:.2f}, anywhere {:.2f}\n",
             without_ms, in_zone_ms, anywhere_ms);
  CHECK(without_ms < in_zone_ms);
  CHECK(without_ms < anywhere_ms);
}

}  // namespace lockbox::encode
