#include "encode/coupon/itf_reader.h"

#include <algorithm>
#include <array>

#include <rapidcheck.h>

#include "encode/coupon/riverton.h"
#include "support/catch.h"

using namespace lockbox::encode;
using namespace lockbox::test;

namespace {

/// Element widths of a code in samples, quiet zones included, as ISO/IEC 16390 draws it.
std::vector<int> drawn(const std::string& digits, int narrow, int wide) {
  static const std::array<const char*, 10> patterns{"nnwwn", "wnnnw", "nwnnw", "wwnnn", "nnwnw",
                                                    "wnwnn", "nwwnn", "nnnww", "wnnwn", "nwnwn"};
  const auto width = [&](char element) { return element == 'w' ? wide : narrow; };
  std::vector<int> widths{10 * narrow, narrow, narrow, narrow, narrow};
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    for (std::size_t element = 0; element < 5; ++element) {
      widths.push_back(width(patterns.at(static_cast<std::size_t>(digits[i] - '0'))[element]));
      widths.push_back(width(patterns.at(static_cast<std::size_t>(digits[i + 1] - '0'))[element]));
    }
  }
  widths.insert(widths.end(), {wide, narrow, narrow, 10 * narrow});
  return widths;
}

std::string some_digits() {
  std::string digits;
  const int pairs = *rc::gen::inRange(3, 15);
  for (int i = 0; i < 2 * pairs; ++i) digits += static_cast<char>('0' + *rc::gen::inRange(0, 10));
  return digits;
}

}  // namespace

TEST_CASE("ITF is read in both directions", "[coupon][itf][property]") {
  REQUIRE(rc::check("read(drawn(digits)) = digits", [] {
    const auto digits = some_digits();
    const int narrow = *rc::gen::inRange(4, 20);
    auto widths = drawn(digits, narrow, *rc::gen::inRange(2, 4) * narrow);
    if (*rc::gen::arbitrary<bool>()) std::reverse(widths.begin(), widths.end());
    const auto read = read_itf(widths);
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->text == digits);
    RC_ASSERT(read->from == 10 * narrow);
  }));
}

TEST_CASE("Ink that spreads from bars into spaces does not change an ITF read", "[coupon][itf]") {
  const int spread = GENERATE(-3, -2, 2, 3);
  auto widths = drawn("0510406200370957", 8, 20);
  for (std::size_t i = 0; i < widths.size(); ++i) widths[i] += i % 2 == 1 ? spread : -spread;
  CHECK(read_itf(widths).value().text == "0510406200370957");
}

TEST_CASE("A part of an ITF code is no coupon", "[coupon][itf]") {
  // A part may begin or end like a code by chance; then its length and check digits give it away.
  const auto widths = drawn("0510406200370957", 8, 20);
  int readable_parts = 0;
  for (std::size_t from = 1; from < widths.size() - 1; from += 2) {
    for (std::size_t to = from; to < widths.size() - 1; to += 2) {
      if (from == 1 && to == widths.size() - 2) continue;
      std::vector<int> part{80};
      for (std::size_t i = from; i <= to; ++i) part.push_back(widths[i]);
      part.push_back(80);
      const auto read = read_itf(part);
      if (!read) continue;
      ++readable_parts;
      const auto code = parse_coupon_code(parking_coupon(), BarcodeFormat::Itf, read->text);
      CHECK_FALSE(code.has_value());
    }
  }
  CHECK(readable_parts <= 3);
}

TEST_CASE("An element that is neither narrow nor wide is refused", "[coupon][itf]") {
  auto widths = drawn("123456", 8, 20);
  for (const std::size_t element : {5U, 7U, 9U, 11U, 13U}) widths[element] = 14;
  CHECK_FALSE(read_itf(widths).has_value());
}

TEST_CASE("Lines without a code are no ITF code", "[coupon][itf]") {
  const auto widths = GENERATE(as<std::vector<int>>{}, std::vector<int>{}, std::vector<int>{0},
                               std::vector<int>{500}, std::vector<int>{50, 8, 50},
                               std::vector<int>{0, 8, 8, 8, 8, 0}, std::vector<int>(99, 8));
  CHECK_FALSE(read_itf(widths).has_value());
}
