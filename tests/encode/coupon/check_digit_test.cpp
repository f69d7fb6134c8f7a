#include "encode/coupon/check_digit.h"

#include <cstdlib>
#include <string>
#include <vector>

#include "encode/coupon/riverton.h"
#include "encode/scan_line/ocr_font.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

using Rule = CheckDigitRule;

std::vector<Rule> all_rules() {
  std::vector<Rule> rules;
  for (std::size_t i = 1; i < check_digit_rule_names.size(); ++i) {
    rules.push_back(static_cast<Rule>(i));
  }
  return rules;
}

std::string named(Rule rule) {
  return std::string{name_of(check_digit_rule_names, rule)};
}

/// A number with its check digits as a document prints it.
struct Example {
  Rule rule;
  const char* number;
  const char* check;
};

const std::vector<Example> published_examples{
    // Deutsche Bundesbank, check digit methods for account numbers, method 00: test numbers.
    {Rule::Luhn, "929070", "1"},
    {Rule::Luhn, "53929085", "8"},
    // GS1 General Specifications 7.9: a GTIN-13 and an SSCC.
    {Rule::Mod10By31, "629104150021", "3"},
    {Rule::Mod10By31, "37610425002123456", "9"},
    // An ABA routing number, and a reference number as Finance Finland describes it.
    {Rule::Mod10By731, "02100002", "1"},
    {Rule::Mod10By731, "123456", "1"},
    {Rule::Mod10By371Left, "02100002", "1"},
    // The participant number of Swiss payment slips, and a Norwegian account number.
    {Rule::Mod11By2To7, "12345678", "5"},
    {Rule::Mod11By2To7, "8601111794", "7"},
    // ISO/IEC 7064: its example, and an ISNI.
    {Rule::Mod11Radix2, "0794", "0"},
    {Rule::Mod11Radix2, "000000021825009", "7"},
    {Rule::Mod97Radix10, "794", "44"},
};

/// Where nobody publishes one, worked on paper.
const std::vector<Example> worked_examples{
    {Rule::Mod10By21, "20151119", "5"},       // 18+1+2+1+10+1+0+2 = 35
    {Rule::Mod10By371, "12345678", "2"},      // 24+49+6+15+28+3+6+7 = 138
    {Rule::Mod10By137, "12345678", "6"},      // 8+21+42+5+12+21+2+3 = 114
    {Rule::Mod10By1397, "12345678", "4"},     // 8+21+54+35+4+9+18+7 = 156
    {Rule::Mod10By731Left, "12345678", "2"},  // 7+6+3+28+15+6+49+24 = 138
    {Rule::Mod10By137Left, "1234567", "4"},   // 1+6+21+4+15+42+7 = 96
};

void hold(const Example& example) {
  CAPTURE(named(example.rule), example.number);
  const std::string number = example.number;
  CHECK(check_digits_for(example.rule, number) == example.check);
  CHECK(check_digits_hold(example.rule, number + example.check));
}

/// What a rule lets pass of the two mistakes that people and readers make most.
struct Weakness {
  Rule rule;
  int misses_digit_off_by = 0;      ///< In every second place; 0 for none.
  int misses_neighbours_apart = 0;  ///< Swapped; 0 for none.
  bool misses_swap_with_check = false;
};

const std::vector<Weakness> weaknesses{
    {Rule::Luhn, 0, 9, false},           {Rule::Mod10By21, 5, 0, false},
    {Rule::Mod10By31, 0, 5, false},      {Rule::Mod10By731, 0, 5, false},
    {Rule::Mod10By371, 0, 5, false},     {Rule::Mod10By137, 0, 5, true},
    {Rule::Mod10By1397, 0, 5, true},     {Rule::Mod10By731Left, 0, 5, false},
    {Rule::Mod10By371Left, 0, 5, false}, {Rule::Mod10By137Left, 0, 5, true},
    {Rule::Mod11By2To7, 0, 0, false},    {Rule::Mod11Radix2, 0, 0, false},
    {Rule::Mod97Radix10, 0, 0, false},
};

/// Ten digits, so that rules from the left end in their first weight, with their check digits.
std::vector<std::string> checked_numbers(Rule rule) {
  std::vector<std::string> numbers;
  for (const std::string number : {"9663419977", "3567329270", "1050482880", "2716059384"}) {
    if (const auto check = check_digits_for(rule, number)) numbers.push_back(number + *check);
  }
  REQUIRE(numbers.size() >= 2);
  return numbers;
}

}  // namespace

TEST_CASE("Check digits are those of published examples", "[coupon]") {
  for (const auto& example : published_examples) hold(example);
}

TEST_CASE("Check digits of rules without a published example are those worked on paper",
          "[coupon]") {
  for (const auto& example : worked_examples) hold(example);
}

TEST_CASE("A number is more than its check digits, and digits only", "[coupon]") {
  for (const auto rule : all_rules()) {
    CAPTURE(named(rule));
    for (const std::string number : {"", "0", "9627x", "-18"}) {
      CHECK_FALSE(check_digits_hold(rule, number));
    }
  }
  CHECK_FALSE(check_digits_hold(Rule::Mod97Radix10, "01"));
  CHECK(check_digits_hold(Rule::Mod97Radix10, "098"));
  // The same remainder by digits that are never written.
  CHECK_FALSE(check_digits_hold(Rule::Mod97Radix10, "001"));
  CHECK(check_digit_count(Rule::Mod97Radix10) == 2);
  CHECK(check_digit_count(Rule::Luhn) == 1);
  CHECK(check_digit_count(Rule::None) == 0);
}

TEST_CASE("A number whose check would be ten is never issued", "[coupon]") {
  // 6 times 2 leaves 1 of 11, so that 10 is wanting.
  CHECK(check_digits_for(Rule::Mod11By2To7, "6") == std::nullopt);
  // ISO/IEC 7064 prints an X there, which no line of digits can hold.
  CHECK(check_digits_for(Rule::Mod11Radix2, "1") == std::nullopt);
  for (char digit = '0'; digit <= '9'; ++digit) {
    CHECK_FALSE(check_digits_hold(Rule::Mod11By2To7, std::string{"6"} + digit));
    CHECK_FALSE(check_digits_hold(Rule::Mod11Radix2, std::string{"1"} + digit));
  }
}

TEST_CASE("Two check digits are written from 02 to 98, as in ISO/IEC 7064", "[coupon]") {
  // What the number leaves of 97 when two zeros follow it is taken from 98: 96, 1 and 0.
  CHECK(check_digits_for(Rule::Mod97Radix10, "32") == "02");
  CHECK(check_digits_for(Rule::Mod97Radix10, "65") == "97");
  CHECK(check_digits_for(Rule::Mod97Radix10, "0") == "98");
}

TEST_CASE("Each rule sees every wrong digit but those it is known to miss", "[coupon]") {
  for (const auto& weakness : weaknesses) {
    for (const auto& number : checked_numbers(weakness.rule)) {
      for (std::size_t place = 0; place < number.size(); ++place) {
        // Counted from the check digit, which is never doubled.
        const bool is_weak = (number.size() - 1 - place) % 2 == 1;
        for (char digit = '0'; digit <= '9'; ++digit) {
          auto wrong = number;
          wrong[place] = digit;
          const int off = std::abs(digit - number[place]);
          const bool is_missed = is_weak && off == weakness.misses_digit_off_by;
          CAPTURE(named(weakness.rule), number, wrong);
          CHECK(check_digits_hold(weakness.rule, wrong) == (off == 0 || is_missed));
        }
      }
    }
  }
}

TEST_CASE("Each rule sees every swap of neighbours but those it is known to miss", "[coupon]") {
  for (const auto& weakness : weaknesses) {
    for (const auto& number : checked_numbers(weakness.rule)) {
      for (std::size_t place = 1; place < number.size(); ++place) {
        auto swapped = number;
        std::swap(swapped[place - 1], swapped[place]);
        const int apart = std::abs(number[place] - number[place - 1]);
        const bool is_check = place + 1 == number.size() && weakness.misses_swap_with_check;
        const bool is_missed = is_check || apart == weakness.misses_neighbours_apart;
        CAPTURE(named(weakness.rule), number, swapped);
        CHECK(check_digits_hold(weakness.rule, swapped) == (apart == 0 || is_missed));
      }
    }
  }
}

namespace {

constexpr auto account_body = "356732927";

/// A coupon whose barcode, line and account number all have check digits of one rule.
CouponDefinition coupon_of(Rule rule) {
  const auto account_digits = static_cast<int>(9 + check_digit_count(rule));
  CouponDefinition definition;
  definition.bill_type = "tax";
  definition.fields = {test::literal("7-"), test::field(CouponFieldKind::Account, account_digits),
                       test::field(CouponFieldKind::AmountDue, 6),
                       test::field(CouponFieldKind::CheckDigit, 0)};
  definition.code_check = rule;
  definition.account_check = rule;
  definition.scan_line = ScanLineDefinition{.font = OcrFont::B,
                                            .fields = definition.fields,
                                            .code_check = rule,
                                            .account_check = rule,
                                            .zone = std::nullopt};
  return definition;
}

/// The first amount, from a cent up, whose code the rule can write.
std::string code_of(const CouponDefinition& definition, const std::string& account) {
  for (std::int64_t cents = 1; cents < 10; ++cents) {
    auto code =
        format_coupon_code(definition, {account, "", std::vector{Money::from_cents(cents)}});
    if (code) return *std::move(code);
  }
  FAIL("no amount can be written");
  return {};
}

}  // namespace

TEST_CASE("Codes and lines are written and read back under every rule", "[coupon]") {
  for (const auto rule : all_rules()) {
    CAPTURE(named(rule));
    const auto definition = coupon_of(rule);
    const auto check = check_digits_for(rule, account_body);
    REQUIRE(check.has_value());
    const auto account = account_body + *check;
    const auto text = code_of(definition, account);
    CHECK(text.size() == 2 + account.size() + 6 + check->size());
    const auto code = parse_coupon_code(definition, definition.format, text);
    REQUIRE(code.has_value());
    CHECK(code->account.reveal() == account);
    CHECK(code->check_digit_verified);
    const auto line = format_scan_line(definition, {account, "", code->expected_amounts});
    REQUIRE(line.has_value());
    CHECK(*line == text);
    CHECK(parse_scan_line(definition, OcrFont::B, *line).has_value());

    auto wrong = text;
    wrong[4] = wrong[4] == '9' ? '8' : static_cast<char>(wrong[4] + 1);
    CHECK_FALSE(parse_coupon_code(definition, definition.format, wrong).has_value());
  }
}

TEST_CASE("A code whose check digit would be ten is not written, with the reason", "[coupon]") {
  auto definition = coupon_of(Rule::Mod11By2To7);
  definition.account_check = Rule::None;
  int refused = 0;
  for (std::int64_t cents = 0; cents < 11; ++cents) {
    const auto code =
        format_coupon_code(definition, {"3567329270", "", std::vector{Money::from_cents(cents)}});
    if (code) continue;
    ++refused;
    CHECK_THAT(code.error().message, Catch::Matchers::Contains("never issued"));
  }
  CHECK(refused == 1);
}

TEST_CASE("A check digit field of another length than its rule is refused", "[coupon]") {
  auto definition = coupon_of(Rule::Mod97Radix10);
  definition.fields.back().digits = 1;
  const auto code = parse_coupon_code(definition, definition.format, "7-35673292700000100");
  REQUIRE_FALSE(code.has_value());
  CHECK_THAT(code.error().message, Catch::Matchers::Contains("another length than its rule"));
}

}  // namespace lockbox::encode
