#include "encode/coupon/coupon_match.h"

#include "encode/coupon/riverton.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

using Kind = CouponFieldKind;

CouponDefinition utility_with_line() {
  auto definition = test::utility_coupon();
  definition.scan_line = ScanLineDefinition{.font = OcrFont::A,
                                            .fields = definition.fields,
                                            .code_check = CheckDigitRule::Luhn,
                                            .account_check = CheckDigitRule::Luhn,
                                            .zone = std::nullopt};
  return definition;
}

std::string code_for(const std::string& account_digits, std::int64_t cents) {
  return format_coupon_code(test::utility_coupon(),
                            {.account = account_digits + luhn_digit(account_digits),
                             .due_date = "261124",
                             .expected_amounts = {Money::from_cents(cents)}})
      .value();
}

BarcodeRead barcode(std::string text) {
  return {.text = std::move(text),
          .format = BarcodeFormat::Code128,
          .box = {1, 2, 3, 4},
          .confidence = 0.5};
}

/// The line in groups, as it is printed.
ScanLineRead line(std::string text, OcrFont font = OcrFont::A) {
  text.insert(16, " ").insert(10, " ");
  return {.font = font, .text = std::move(text), .symbols = {}, .confidence = 0.8, .box = {}};
}

const auto code = code_for("356732927", 120'50);

TEST_CASE("A barcode and the line that says the same make one coupon", "[coupon]") {
  const auto known = match_coupons({barcode(code)}, {line(code)}, {utility_with_line()});
  CHECK(known.count == 1);
  CHECK(known.doubt.empty());
  REQUIRE(known.coupon);
  CHECK(known.coupon->code.account.reveal() ==
        "356732927" + std::string(1, luhn_digit("356732927")));
  CHECK(known.coupon->text == code);
  CHECK(known.coupon->format == "code128+ocr_a");
  CHECK(known.coupon->confidence == 0.8);
  CHECK(known.coupon->box.width == 3);
}

TEST_CASE("A barcode or a line alone makes a coupon", "[coupon]") {
  const auto by_code = match_coupons({barcode(code)}, {}, {utility_with_line()});
  REQUIRE(by_code.coupon);
  CHECK(by_code.coupon->format == "code128");
  const auto by_line = match_coupons({}, {line(code)}, {utility_with_line()});
  REQUIRE(by_line.coupon);
  CHECK(by_line.count == 1);
  CHECK(by_line.coupon->format == "ocr_a");
  CHECK(by_line.coupon->text == code);
  CHECK(by_line.coupon->code.check_digit_verified);
  CHECK(by_line.coupon->code.amount_due == Money::from_cents(120'50));
}

TEST_CASE("A barcode and a line that contradict each other make no coupon, with the reason",
          "[coupon]") {
  const auto other_account = code_for("111222333", 120'50);
  const auto known = match_coupons({barcode(code)}, {line(other_account)}, {utility_with_line()});
  CHECK(known.count == 1);
  CHECK_FALSE(known.coupon);
  CHECK(known.doubt == "The barcode and the scan line disagree in the account.");

  const auto other_amount = code_for("356732927", 120'51);
  const auto amounts = match_coupons({barcode(code)}, {line(other_amount)}, {utility_with_line()});
  CHECK_FALSE(amounts.coupon);
  CHECK(amounts.doubt == "The barcode and the scan line disagree in the amount due.");
}

TEST_CASE("A line gives what its barcode does not carry", "[coupon]") {
  auto definition = utility_with_line();
  definition.fields = {test::field(Kind::Account, 10)};
  definition.code_check = CheckDigitRule::None;
  const auto known = match_coupons({barcode(code.substr(0, 10))}, {line(code)}, {definition});
  REQUIRE(known.coupon);
  CHECK(known.coupon->code.due_date == "261124");
  CHECK(known.coupon->code.amount_due == Money::from_cents(120'50));
  CHECK(known.coupon->code.expected_amounts.size() == 1);
}

TEST_CASE("A line in doubt, of another face or with a wrong check digit is not known", "[coupon]") {
  auto doubtful = code;
  doubtful[3] = '?';
  auto wrong = code;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  for (const auto& read : {line(doubtful), line(wrong), line(code, OcrFont::B)}) {
    const auto known = match_coupons({}, {read}, {utility_with_line()});
    CHECK(known.count == 0);
    CHECK_FALSE(known.coupon);
  }
  CHECK(match_coupons({}, {line(code)}, {test::utility_coupon()}).count == 0);
}

TEST_CASE("A line without any check digit proves nothing", "[coupon]") {
  auto definition = utility_with_line();
  definition.scan_line->code_check = CheckDigitRule::None;
  definition.scan_line->account_check = CheckDigitRule::None;
  definition.scan_line->fields.back() = test::field(Kind::Filler, 1);
  const auto known = match_coupons({}, {line(code)}, {definition});
  REQUIRE(known.coupon);
  CHECK_FALSE(known.coupon->code.check_digit_verified);
}

TEST_CASE("Two lines that differ make no coupon, one printed twice does", "[coupon]") {
  const auto other = code_for("111222333", 120'50);
  CHECK_FALSE(match_coupons({}, {line(code), line(other)}, {utility_with_line()}).coupon);
  CHECK(match_coupons({}, {line(code), line(other)}, {utility_with_line()}).count == 2);
  CHECK(match_coupons({}, {line(code), line(code)}, {utility_with_line()}).coupon);
}

TEST_CASE("A coupon that has a line and no barcode is known by its line", "[coupon]") {
  auto definition = utility_with_line();
  definition.fields.clear();
  CHECK(match_coupons({barcode(code)}, {}, {definition}).count == 0);
  CHECK(match_coupons({}, {line(code)}, {definition}).coupon);
}

}  // namespace
}  // namespace lockbox::encode
