#include "encode/coupon/line_in_doubt.h"

#include "encode/coupon/riverton.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

using Kind = CouponFieldKind;
using Places = std::vector<std::size_t>;

/// Account with its check digit, amount and a check digit over all, with fixed text between.
CouponDefinition lined_coupon() {
  CouponDefinition definition;
  definition.bill_type = "tax";
  definition.scan_line = ScanLineDefinition{
      .font = OcrFont::A,
      .fields = {test::literal("7>"), test::field(Kind::Account, 4), test::literal("+"),
                 test::field(Kind::AmountDue, 3), test::field(Kind::CheckDigit, 1)},
      .code_check = CheckDigitRule::Luhn,
      .account_check = CheckDigitRule::Luhn,
      .zone = std::nullopt};
  return definition;
}

/// "7>" account "+" amount and the check digit over the digits of all.
std::string line_of(const std::string& account, const std::string& amount) {
  return "7>" + account + "+" + amount + luhn_digit("7" + account + amount);
}

Result<LineInDoubt> parsed(std::string text) {
  return parse_line_in_doubt(lined_coupon(), OcrFont::A, text);
}

std::string with_open(std::string text, const Places& places) {
  for (const auto place : places) text[place] = '?';
  return text;
}

const auto account = std::string{"123"} + luhn_digit("123");
const auto whole = line_of(account, "450");

TEST_CASE("A line in doubt says where its account is and what its check digits cover", "[coupon]") {
  const auto line = parsed(with_open(whole, {3, 8}));
  REQUIRE(line.has_value());
  CHECK(line->bill_type == "tax");
  CHECK(line->account_first == 2);
  CHECK(line->account_count == 4);
  REQUIRE(line->literals.size() == 2);
  CHECK(line->literals[1].first == 6);
  CHECK(line->literals[1].text == "+");
  REQUIRE(line->checks.size() == 2);
  CHECK_FALSE(line->checks[0].is_of_account);
  CHECK(line->checks[0].places == Places{0, 2, 3, 4, 5, 7, 8, 9, 10});
  CHECK(line->checks[1].is_of_account);
  CHECK(line->checks[1].places == Places{2, 3, 4, 5});
}

TEST_CASE("A line in doubt says by which rule each of its check digits is one", "[coupon]") {
  auto definition = lined_coupon();
  definition.scan_line->code_check = CheckDigitRule::Mod97Radix10;
  definition.scan_line->account_check = CheckDigitRule::Mod10By31;
  definition.scan_line->fields.back() = test::field(Kind::CheckDigit, 2);
  const auto number = "123" + *check_digits_for(CheckDigitRule::Mod10By31, "123");
  const auto check = *check_digits_for(CheckDigitRule::Mod97Radix10, "7" + number + "450");
  const auto text = "7>" + number + "+450" + check;
  const auto line = parse_line_in_doubt(definition, OcrFont::A, with_open(text, {3, 8}));
  REQUIRE(line.has_value());
  REQUIRE(line->checks.size() == 2);
  CHECK(line->checks[0].rule == CheckDigitRule::Mod97Radix10);
  CHECK(line->checks[0].places == Places{0, 2, 3, 4, 5, 7, 8, 9, 10, 11});
  CHECK(line->checks[1].rule == CheckDigitRule::Mod10By31);
  auto wrong = text;
  wrong[5] = wrong[5] == '0' ? '1' : '0';
  CHECK_FALSE(parse_line_in_doubt(definition, OcrFont::A, with_open(wrong, {8})).has_value());
}

TEST_CASE("Fixed text may be in doubt too, and blanks say nothing", "[coupon]") {
  CHECK(parsed(with_open(whole, {0, 6})).has_value());
  auto parted = with_open(whole, {3});
  parted.insert(6, " ");
  CHECK(parsed(parted).has_value());
}

TEST_CASE("A line without a doubt is not one to complete", "[coupon]") {
  CHECK_FALSE(parsed(whole).has_value());
}

TEST_CASE("What was read of a line in doubt must fit its definition", "[coupon]") {
  CHECK_FALSE(parsed(with_open(whole, {3}) + "1").has_value());
  CHECK_FALSE(parsed(with_open(whole, {3}).substr(1)).has_value());
  auto other_text = with_open(whole, {3});
  other_text[1] = '<';
  CHECK_FALSE(parsed(other_text).has_value());
  auto symbol_for_digit = with_open(whole, {3});
  symbol_for_digit[8] = '+';
  CHECK_FALSE(parsed(symbol_for_digit).has_value());
  CHECK_FALSE(parse_line_in_doubt(lined_coupon(), OcrFont::B, with_open(whole, {3})).has_value());
}

TEST_CASE("A check digit that was read whole and does not hold refuses the line", "[coupon]") {
  const std::string wrong_account = "1231";
  REQUIRE_FALSE(luhn_holds(wrong_account));
  CHECK_FALSE(parsed(with_open(line_of(wrong_account, "450"), {8})).has_value());
  CHECK(parsed(with_open(line_of(wrong_account, "450"), {3})).has_value());
}

TEST_CASE("A line that no check digit proves is keyed whole", "[coupon]") {
  auto definition = lined_coupon();
  definition.scan_line->code_check = CheckDigitRule::None;
  definition.scan_line->account_check = CheckDigitRule::None;
  definition.scan_line->fields.back() = test::field(Kind::Filler, 1);
  const auto text = with_open(whole, {3});
  CHECK_FALSE(parse_line_in_doubt(definition, OcrFont::A, text).has_value());
}

TEST_CASE("A symbol that no keyboard has keeps a line from being completed", "[coupon]") {
  auto definition = lined_coupon();
  definition.scan_line->fields.front() = test::literal("\u2440");
  CHECK_FALSE(
      parse_line_in_doubt(definition, OcrFont::A, "\u2440" + with_open(whole, {3}).substr(2))
          .has_value());
}

TEST_CASE("One line under one definition is completed, several leave it to the whole form",
          "[coupon]") {
  const SpelledLine doubtful{OcrFont::A, with_open(whole, {3})};
  const SpelledLine other{OcrFont::A, "12345678"};
  const auto found = line_to_complete(std::vector{other, doubtful}, {lined_coupon()});
  REQUIRE(found.has_value());
  CHECK(found->line == 1);
  CHECK(found->places.bill_type == "tax");
  CHECK_FALSE(line_to_complete(std::vector{doubtful, doubtful}, {lined_coupon()}).has_value());
  auto twin = lined_coupon();
  twin.bill_type = "fee";
  CHECK_FALSE(line_to_complete(std::vector{doubtful}, {lined_coupon(), twin}).has_value());
}

}  // namespace
}  // namespace lockbox::encode
