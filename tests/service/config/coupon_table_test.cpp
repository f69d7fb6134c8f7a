#include "service/config/site_file.h"
#include "service/config/site_text.h"
#include "support/catch.h"

namespace lockbox::service {
namespace {

using Catch::Matchers::Contains;

/// The site with this text behind its last coupon, a license with a QR code and no check digit.
std::string with_line(const std::string& text) {
  return std::string{site_text} + "\n[coupon.scan_line]\n" + text;
}

const std::string good_line = R"(
font = "ocr_b"
pattern = ["account:8", "'+'", "amount_due:7", "check_digit"]
code_check = "luhn"
zone = { left = 45, top = 80, width = 55, height = 20 }
)";

TEST_CASE("A coupon may have a scan line with a face, a pattern, rules and a zone",
          "[config][site]") {
  const auto site = parse_site(with_line(good_line), "site.toml");
  REQUIRE(site);
  CHECK_FALSE(site->coupons.front().scan_line);
  REQUIRE(site->coupons.back().scan_line);
  const auto& line = *site->coupons.back().scan_line;
  CHECK(line.font == encode::OcrFont::B);
  CHECK(line.fields.size() == 4);
  CHECK(line.fields[1].literal == "+");
  CHECK(line.code_check == encode::CheckDigitRule::Luhn);
  CHECK(line.account_check == encode::CheckDigitRule::None);
  REQUIRE(line.zone);
  CHECK(line.zone->left == 0.45);
  CHECK(line.zone->top == 0.8);
  CHECK(line.zone->width == 0.55);
  CHECK(line.zone->height == 0.2);
  CHECK(site->coupons.back().fields.size() == 4);
}

TEST_CASE("A check digit field is as long as its rule says", "[config][site]") {
  const auto two =
      parse_site(with_change(site_text, R"(code_check = "luhn")", R"(code_check = "mod97")"), "s");
  REQUIRE(two);
  CHECK(two->coupons.front().code_check == encode::CheckDigitRule::Mod97Radix10);
  CHECK(two->coupons.front().fields.back().digits == 2);

  const auto told = with_change(site_text, R"("amount_due:9", "check_digit")",
                                R"("amount_due:9", "check_digit:2")");
  CHECK_FALSE(parse_site(told, "s"));
  CHECK(parse_site(with_change(told, R"(code_check = "luhn")", R"(code_check = "mod97")"), "s"));
}

TEST_CASE("Every rule for check digits has a name in a site file", "[config][site]") {
  for (std::size_t i = 1; i < encode::check_digit_rule_names.size(); ++i) {
    const std::string name{encode::check_digit_rule_names.at(i)};
    CAPTURE(name);
    auto text = with_change(site_text, R"(code_check = "luhn")", "code_check = \"" + name + "\"");
    text = with_change(text, R"(account_check = "luhn")", "account_check = \"" + name + "\"");
    const auto site = parse_site(text, "s");
    REQUIRE(site);
    const auto rule = static_cast<encode::CheckDigitRule>(i);
    CHECK(site->coupons.front().code_check == rule);
    CHECK(site->coupons.front().account_check == rule);
  }
}

TEST_CASE("A coupon may have a scan line and no barcode, but not neither", "[config][site]") {
  auto text = with_line(good_line);
  const auto begin = text.rfind("format = ");
  text.erase(begin, text.find("fund", begin) - begin);
  const auto site = parse_site(text, "site.toml");
  REQUIRE(site);
  CHECK(site->coupons.back().fields.empty());
  CHECK(site->coupons.back().scan_line);

  text.erase(text.find("[coupon.scan_line]"));
  const auto neither = parse_site(text, "site.toml");
  REQUIRE_FALSE(neither);
  CHECK_THAT(neither.error().message, Contains("coupon[2].format: This key is missing."));
}

TEST_CASE("A barcode may have a zone", "[config][site]") {
  const auto site =
      parse_site(with_change(site_text, "code_check = \"luhn\"",
                             "code_check = \"luhn\"\nzone = { width = 50, height = 30 }"),
                 "s");
  REQUIRE(site);
  REQUIRE(site->coupons.front().zone);
  CHECK(site->coupons.front().zone->left == 0);
  CHECK(site->coupons.front().zone->width == 0.5);
}

const std::string good_box = R"(
[[coupon.check_box]]
name = "address_change"
zone = { left = 60, top = 50, width = 4, height = 9 }
)";

TEST_CASE("A coupon may have boxes for the payer to mark", "[config][site]") {
  const auto site = parse_site(site_text + good_box, "site.toml");
  REQUIRE(site);
  CHECK(site->coupons.front().check_boxes.empty());
  REQUIRE(site->coupons.back().check_boxes.size() == 1);
  const auto& box = site->coupons.back().check_boxes.front();
  CHECK(box.name == "address_change");
  CHECK(box.zone.left == 0.6);
  CHECK(box.zone.top == 0.5);
  CHECK(box.zone.width == 0.04);
  CHECK(box.zone.height == 0.09);
}

struct BadBox {
  std::string text;
  std::string expected;
};

TEST_CASE("A check box that could not be found is refused with its place, key and reason",
          "[config][site]") {
  std::string many = good_box;
  for (int i = 0; i < 16; ++i) {
    many += with_change(good_box, "address_change", "box_" + std::to_string(i));
  }
  const auto bad = GENERATE_COPY(values<BadBox>({
      {with_change(good_box, "name = \"address_change\"", ""),
       "coupon[2].check_box[1].name: This key is missing."},
      {with_change(good_box, "address_change", "address change"),
       "coupon[2].check_box[1].name: This may hold"},
      {with_change(good_box, "zone = { left = 60, top = 50, width = 4, height = 9 }", ""),
       "coupon[2].check_box[1].zone: This key is missing."},
      {with_change(good_box, "left = 60", "left = 97"), "The zone ends beyond the page"},
      {with_change(good_box, "zone", "zones"), "coupon[2].check_box[1].zones: This key is not"},
      {good_box + good_box, "coupon[2].check_box[2].name: 'address_change' is defined more than"},
      {with_change(good_box, "[[coupon.check_box]]", "[coupon.check_box]"),
       "coupon[2].check_box: This must be written as tables"},
      {many, "coupon[2].check_box: A coupon has at most 16 of them."},
  }));
  CAPTURE(bad.text);
  const auto site = parse_site(site_text + bad.text, "s");
  REQUIRE_FALSE(site);
  CHECK_THAT(site.error().message, Contains(bad.expected));
}

struct BadLine {
  std::string from;
  std::string to;
  std::string expected;
};

TEST_CASE("A scan line that could not be read is refused with its place, key and reason",
          "[config][site]") {
  const auto bad = GENERATE(values<BadLine>({
      {"\"ocr_b\"", "\"ocr_c\"", "coupon[2].scan_line.font: This must be \"ocr_a\" or"},
      {"font", "fond", "coupon[2].scan_line.fond: This key is not known here."},
      {"'+'", "'A'", "coupon[2].scan_line.pattern: Literal text of a scan line is made of"},
      {"'+'", "' '", "coupon[2].scan_line.pattern: Literal text of a scan line is made of"},
      {"account:8", "filler:8", "coupon[2].scan_line.pattern: The pattern needs an account"},
      {"code_check = \"luhn\"", "", "A check_digit field needs code_check."},
      {"left = 45", "left = 50", "The zone ends beyond the page"},
      {"width = 55", "width = 0", "coupon[2].scan_line.zone.width: This must be from 1 to 100."},
      {"height = 20", "depth = 20", "coupon[2].scan_line.zone.height: This key is missing."},
  }));
  CAPTURE(bad.from, bad.to);
  const auto site = parse_site(with_line(with_change(good_line, bad.from, bad.to)), "s");
  REQUIRE_FALSE(site);
  CHECK_THAT(site.error().message, Contains(bad.expected));
}

}  // namespace
}  // namespace lockbox::service
