#include "encode/postal/postal_bars.h"

#include <rapidcheck.h>

#include <string>

#include "support/catch.h"

namespace lockbox::encode {
namespace {

/// T, D, A and F as USPS-B-3200 spells them.
std::string spelled(const PostalBars& bars) {
  std::string text;
  for (const auto bar : bars) text += std::string_view{"TDAF"}.at(static_cast<std::size_t>(bar));
  return text;
}

std::string any_digits(std::size_t count) {
  return *rc::gen::container<std::string>(count, rc::gen::inRange('0', ':'));
}

std::string any_mail_code() {
  auto digits = any_digits(20);
  digits[1] = *rc::gen::inRange('0', '5');
  return digits + any_digits(*rc::gen::element<std::size_t>(0, 5, 9, 11));
}

TEST_CASE("Intelligent Mail barcodes are those of the standard's examples", "[encode][postal]") {
  const std::string tracking = "01234567094987654321";
  const auto [routing, expected] = GENERATE(table<std::string, std::string>(
      {{"", "ATTFATTDTTADTAATTDTDTATTDAFDDFADFDFTFFFFFTATFAAAATDFFTDAADFTFDTDT"},
       {"01234", "DTTAFADDTTFTDTFTFDTDDADADAFADFATDDFTAAAFDTTADFAAATDFDTDFADDDTDFFT"},
       {"012345678", "ADFTTAFDTTTTFATTADTAAATFTFTATDAAAFDDADATATDTDTTDFDTDATADADTDFFTFA"},
       {"01234567891", "AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA"}}));
  const auto bars = encode_intelligent_mail(tracking + routing);
  REQUIRE(bars.has_value());
  CHECK(spelled(*bars) == expected);
  CHECK(decode_intelligent_mail(*bars) == tracking + routing);
}

TEST_CASE("Every Intelligent Mail code is given back, and by no other row", "[encode][postal]") {
  CHECK(rc::check([] {
    const auto digits = any_mail_code();
    auto bars = encode_intelligent_mail(digits).value();
    RC_ASSERT(decode_intelligent_mail(bars) == digits);
    RC_ASSERT(turned_round(turned_round(bars)) == bars);
    RC_ASSERT(decode_intelligent_mail(turned_round(bars)) != digits);
    auto& changed = bars.at(*rc::gen::inRange<std::size_t>(0, bars.size()));
    const auto before = changed;
    changed = static_cast<PostalBar>(*rc::gen::inRange(0, 4));
    RC_ASSERT(changed == before || !decode_intelligent_mail(bars));
  }));
}

TEST_CASE("What is no Intelligent Mail code is refused", "[encode][postal]") {
  CHECK_FALSE(encode_intelligent_mail("0123456709498765432").has_value());
  CHECK_FALSE(encode_intelligent_mail("05234567094987654321").has_value());
  CHECK_FALSE(encode_intelligent_mail("0123456709498765432112").has_value());
  CHECK_FALSE(encode_intelligent_mail("0123456709498765432x").has_value());
  CHECK_FALSE(decode_intelligent_mail(PostalBars(65, PostalBar::Tracker)).has_value());
  CHECK_FALSE(decode_intelligent_mail(PostalBars(64, PostalBar::Full)).has_value());
}

TEST_CASE("POSTNET is frame bars around digits of two tall bars with a check digit",
          "[encode][postal]") {
  // 5 5 5 5 5 and the check digit 5; F is tall, D short.
  std::string expected = "F";
  for (int i = 0; i < 6; ++i) expected += "DFDFD";
  CHECK(spelled(encode_postnet("55555").value()) == expected + "F");
  CHECK(encode_postnet("80122").value().size() == 32);
  CHECK(encode_postnet("801221905").value().size() == 52);
  CHECK(encode_postnet("80122190599").value().size() == 62);
}

TEST_CASE("Every ZIP code is given back by its POSTNET bars", "[encode][postal]") {
  CHECK(rc::check([] {
    const auto digits = any_digits(*rc::gen::element<std::size_t>(5, 9, 11));
    auto bars = encode_postnet(digits).value();
    RC_ASSERT(decode_postnet(bars) == digits);
    auto& changed = bars.at(*rc::gen::inRange<std::size_t>(0, bars.size()));
    changed = changed == PostalBar::Full ? PostalBar::Descender : PostalBar::Full;
    RC_ASSERT(!decode_postnet(bars));
  }));
}

TEST_CASE("What is no ZIP code is refused", "[encode][postal]") {
  CHECK_FALSE(encode_postnet("8012").has_value());
  CHECK_FALSE(encode_postnet("8012a").has_value());
  CHECK_FALSE(decode_postnet(PostalBars(32, PostalBar::Full)).has_value());
  auto bars = encode_postnet("80122").value();
  bars[3] = PostalBar::Ascender;
  CHECK_FALSE(decode_postnet(bars).has_value());
}

}  // namespace
}  // namespace lockbox::encode
