#include "encode/coupon/coupon_definition.h"

#include <rapidcheck.h>

#include "encode/coupon/riverton.h"
#include "support/catch.h"

using namespace lockbox::encode;
using namespace lockbox::test;
using lockbox::ErrorCode;
using lockbox::Money;

namespace {

const std::string utility_text = "96634199772608250000200009";
const std::string parking_text = "0510406200370957";

std::string digits(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += static_cast<char>('0' + *rc::gen::inRange(0, 10));
  return text;
}

std::string refusal(const CouponDefinition& definition, std::string_view text) {
  const auto code = parse_coupon_code(definition, definition.format, text);
  REQUIRE_FALSE(code.has_value());
  CHECK((code.error().code == ErrorCode::InvalidInput));
  return code.error().message;
}

std::string with_check_digit(std::string text) {
  return text + luhn_digit(text);
}

}  // namespace

TEST_CASE("Luhn digits are those of the standard's example", "[coupon]") {
  CHECK(luhn_digit("7992739871") == '3');
  CHECK(luhn_holds("79927398713"));
  const auto wrong = GENERATE(as<std::string>{}, "", "0", "79927398710", "7992739871x", "-18");
  CHECK_FALSE(luhn_holds(wrong));
}

TEST_CASE("A code is taken apart by its definition", "[coupon]") {
  const auto utility =
      parse_coupon_code(utility_coupon(), BarcodeFormat::Code128, utility_text).value();
  CHECK(utility.bill_type == "utility");
  CHECK(utility.account.reveal() == "9663419977");
  CHECK(utility.due_date == "260825");
  CHECK((utility.amount_due == Money::from_cents(20000)));
  CHECK(utility.expected_amounts.size() == 1);
  CHECK(utility.check_digit_verified);

  const auto parking =
      parse_coupon_code(parking_coupon(), BarcodeFormat::Itf, parking_text).value();
  CHECK(parking.account.reveal() == "05104062");
  CHECK((parking.amount_due == Money::from_cents(37095)));

  const auto license =
      parse_coupon_code(license_coupon(), BarcodeFormat::QrCode, "RVT|BTR|4876758170|4667").value();
  CHECK(license.account.reveal() == "4876758170");
  CHECK((license.amount_due == Money::from_cents(4667)));

  const auto misc =
      parse_coupon_code(misc_coupon(), BarcodeFormat::Code39, "MISC-3674654961").value();
  CHECK(misc.account.reveal() == "3674654961");
  CHECK_FALSE(misc.amount_due.has_value());
  CHECK(misc.expected_amounts.empty());
  CHECK(misc.check_digit_verified);
}

TEST_CASE("A refused code names the rule that failed", "[coupon]") {
  using Catch::Matchers::Contains;
  CHECK_THAT(refusal(utility_coupon(), utility_text.substr(0, 25)), Contains("cut short"));
  CHECK_THAT(refusal(utility_coupon(), utility_text + "0"), Contains("longer"));
  CHECK_THAT(refusal(utility_coupon(), "96634199772608250000200008"), Contains("check digit"));
  CHECK_THAT(refusal(utility_coupon(), "9663419977260825000020000X"), Contains("digits"));
  CHECK_THAT(refusal(utility_coupon(), with_check_digit("9663419977261325000020000")),
             Contains("due date"));
  CHECK_THAT(refusal(utility_coupon(), with_check_digit("9663419976260825000020000")),
             Contains("account"));
  CHECK_THAT(refusal(misc_coupon(), "MISK-3674654961"), Contains("literal"));
  CHECK_THAT(refusal(license_coupon(), "RVT|BTR||4667"), Contains("account"));
  CHECK_THAT(refusal(license_coupon(), "RVT|BTR|4876758170|"), Contains("amount due"));
  CHECK_THAT(refusal(license_coupon(), "RVT|BTR|4876758170|10000000000"), Contains("more than"));
  CHECK_THAT(refusal(license_coupon(), "RVT|BTR|4876758170|99999999999999999999"),
             Contains("more than"));
  const auto foreign = parse_coupon_code(misc_coupon(), BarcodeFormat::QrCode, "MISC-3674654961");
  CHECK_THAT(foreign.error().message, Contains("printed as qr"));
}

TEST_CASE("No refusal shows digits of the code", "[coupon]") {
  for (const auto& definition : riverton_coupons()) {
    const auto message = refusal(definition, "9663419977");
    CHECK(message.find("9663") == std::string::npos);
  }
}

TEST_CASE("A definition that cannot be read one way only is refused", "[coupon]") {
  using Kind = CouponFieldKind;
  auto definition = misc_coupon();
  const auto broken =
      GENERATE_COPY(std::vector<CouponField>{literal("MISC-")},
                    std::vector<CouponField>{field(Kind::Account, 4), field(Kind::Account, 4)},
                    std::vector<CouponField>{field(Kind::Account, 0), field(Kind::AmountDue, 5)},
                    std::vector<CouponField>{field(Kind::Account, 4), literal("")},
                    std::vector<CouponField>{field(Kind::Account, -1)},
                    std::vector<CouponField>{field(Kind::Account, 4), field(Kind::CheckDigit, 1)},
                    std::vector<CouponField>{field(Kind::Account, 4), field(Kind::AmountDue, 1),
                                             field(Kind::PastDue, 1), field(Kind::Minimum, 1),
                                             field(Kind::NetAmount, 1), field(Kind::GrossAmount, 1),
                                             field(Kind::GrossAmount, 1)});
  definition.fields = broken;
  CHECK_FALSE(parse_coupon_code(definition, definition.format, "11111111").has_value());
  CHECK_FALSE(format_coupon_code(definition, {"1111", "", {}}).has_value());
}

TEST_CASE("An ITF code has a fixed length, as a torn one still looks whole", "[coupon]") {
  using Kind = CouponFieldKind;
  auto definition = parking_coupon();
  definition.fields = {field(Kind::Account, 0)};
  CHECK_THAT(refusal(definition, parking_text), Catch::Matchers::Contains("no length"));
  for (std::size_t length = 2; length < parking_text.size(); length += 2) {
    refusal(parking_coupon(), parking_text.substr(0, length));
    refusal(parking_coupon(), parking_text.substr(length));
  }
}

TEST_CASE("Of two definitions of one format each takes its own codes only", "[coupon]") {
  auto foreign = parking_coupon();
  foreign.bill_type = "fines";
  foreign.fields[0].digits = 10;
  refusal(foreign, parking_text);
  auto other_city = misc_coupon();
  other_city.fields[0] = literal("FEES-");
  refusal(other_city, "MISC-3674654961");
}

TEST_CASE("The amount due comes first among the expected amounts", "[coupon]") {
  using Kind = CouponFieldKind;
  auto definition = misc_coupon();
  definition.fields = {field(Kind::Account, 2), field(Kind::PastDue, 3), field(Kind::Filler, 2),
                       field(Kind::AmountDue, 3)};
  const auto code = parse_coupon_code(definition, definition.format, "1800177333").value();
  CHECK(
      (code.expected_amounts == std::vector<Money>{Money::from_cents(333), Money::from_cents(1)}));
  CHECK((code.amount_due == Money::from_cents(333)));
}

TEST_CASE("Without a check digit rule nothing counts as verified", "[coupon]") {
  auto definition = misc_coupon();
  definition.account_check = CheckDigitRule::None;
  CHECK_FALSE(definition.has_check_digit());
  const auto code = parse_coupon_code(definition, definition.format, "MISC-3674654960");
  CHECK_FALSE(code.value().check_digit_verified);
}

TEST_CASE("A rule without a field of its own covers the whole code", "[coupon]") {
  auto definition = misc_coupon();
  definition.account_check = CheckDigitRule::None;
  definition.code_check = CheckDigitRule::Luhn;
  CHECK(parse_coupon_code(definition, definition.format, "MISC-3674654961").has_value());
  CHECK_FALSE(parse_coupon_code(definition, definition.format, "MISC-3674654960").has_value());
}

TEST_CASE("What is written for an account reads back the same", "[coupon][property]") {
  REQUIRE(rc::check("parse(format(values)) = values", [] {
    const auto definition = *rc::gen::elementOf(riverton_coupons());
    CouponValues values;
    const int account_digits = definition.bill_type == "parking" ? 7 : 9;
    values.account = with_check_digit(digits(account_digits));
    if (definition.bill_type == "utility") values.due_date = "261130";
    if (definition.bill_type != "misc") {
      values.expected_amounts = {Money::from_cents(*rc::gen::inRange(0, 10'000'000))};
    }
    const auto text = format_coupon_code(definition, values).value();
    const auto code = parse_coupon_code(definition, definition.format, text).value();
    RC_ASSERT(code.account.reveal() == values.account);
    RC_ASSERT(code.due_date == values.due_date);
    RC_ASSERT(code.expected_amounts == values.expected_amounts);
    RC_ASSERT(code.check_digit_verified);
  }));
}

TEST_CASE("Values that do not fit the fields are not written", "[coupon]") {
  const auto cents = [](std::int64_t amount) { return std::vector{Money::from_cents(amount)}; };
  const auto values = GENERATE_COPY(
      CouponValues{"05104062", "", cents(10'000'000)}, CouponValues{"05104062", "", cents(-1)},
      CouponValues{"05104063", "", cents(1)}, CouponValues{"5104062", "", cents(1)},
      CouponValues{"05104062", "260825", cents(1)}, CouponValues{"05104062", "", {}},
      CouponValues{"", "", cents(1)}, CouponValues{"0510A062", "", cents(1)});
  CHECK_FALSE(format_coupon_code(parking_coupon(), values).has_value());
}

TEST_CASE("Every single wrong digit is refused", "[coupon]") {
  for (std::size_t place = 0; place < parking_text.size(); ++place) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      auto text = parking_text;
      if (std::exchange(text[place], digit) == digit) continue;
      CHECK_FALSE(parse_coupon_code(parking_coupon(), BarcodeFormat::Itf, text).has_value());
    }
  }
}

TEST_CASE("Every swap of neighbours but 0 and 9 is refused", "[coupon][property]") {
  REQUIRE(rc::check("Luhn catches adjacent transpositions", [] {
    const auto number = with_check_digit(digits(12));
    for (std::size_t place = 1; place < number.size(); ++place) {
      auto swapped = number;
      std::swap(swapped[place - 1], swapped[place]);
      const bool nine_and_zero = std::abs(swapped[place] - swapped[place - 1]) == 9;
      if (swapped == number || nine_and_zero) continue;
      RC_ASSERT(!luhn_holds(swapped));
    }
  }));
}
