#include "encode/coupon/code128_reader.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>

#include <rapidcheck.h>
#include <opencv2/core.hpp>

#include "encode/coupon/barcode_modules.h"
#include "support/catch.h"

using namespace lockbox::encode;

namespace {

/// Element widths of the code as the library draws it, quiet zones included.
std::vector<int> drawn(const std::string& text, int module_width, int quiet_modules = 10) {
  const auto modules = barcode_modules(BarcodeFormat::Code128, text).value();
  std::vector<int> widths{quiet_modules * module_width};
  std::uint8_t colour = 255;
  for (int x = 0; x < modules.cols; ++x) {
    if (modules.at<std::uint8_t>(0, x) != colour) widths.push_back(0);
    colour = modules.at<std::uint8_t>(0, x);
    widths.back() += module_width;
  }
  widths.push_back(quiet_modules * module_width);
  return widths;
}

std::string some_text() {
  const auto length = *rc::gen::inRange(1, 30);
  const bool digits = *rc::gen::arbitrary<bool>();
  std::string text;
  for (int i = 0; i < length; ++i) {
    text += digits ? *rc::gen::inRange('0', static_cast<char>('9' + 1))
                   : *rc::gen::inRange(' ', static_cast<char>('~' + 1));
  }
  return text;
}

}  // namespace

TEST_CASE("What the library writes as Code 128 is read, with its place",
          "[coupon][code128][property]") {
  REQUIRE(rc::check("read(drawn(text)) = text", [] {
    const auto text = some_text();
    const int module_width = *rc::gen::inRange(2, 9);
    const auto widths = drawn(text, module_width);
    const auto read = read_code128(widths);
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->text == text);
    RC_ASSERT(read->from == 10 * module_width);
    const int end = std::accumulate(widths.begin(), widths.end() - 1, 0);
    RC_ASSERT(read->to == end);
  }));
}

TEST_CASE("Every character of Code 128 is read", "[coupon][code128]") {
  for (char first = ' '; first <= '~'; ++first) {
    const std::string text{first, 'a', first};
    CHECK(read_code128(drawn(text, 3)).value().text == text);
  }
  for (int pair = 0; pair < 100; ++pair) {
    const auto text = std::to_string(1'000'000 + pair).substr(1) + "5071";
    CHECK(read_code128(drawn(text, 3)).value().text == text);
  }
}

TEST_CASE("Ink that spreads from bars into spaces does not change a read of Code 128",
          "[coupon][code128]") {
  const std::string text = "57398958102606010001604902";
  const auto spread_by = [&](int spread) {
    auto widths = drawn(text, 4);
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] += i % 2 == 1 ? spread : -spread;
    return read_code128(widths);
  };
  for (const int spread : {-2, -1, 1, 2}) CHECK(spread_by(spread).value().text == text);
  // Beyond that the parity of the bars is gone.
  for (const int spread : {-3, 3}) CHECK_FALSE(spread_by(spread).has_value());
}

TEST_CASE("A symbol behind print and its own quiet zone is read", "[coupon][code128]") {
  std::vector<int> widths{50, 9, 8, 3, 4, 12};
  const auto code = drawn("RVT-42", 3);
  widths.insert(widths.end(), code.begin(), code.end());
  widths[5] = 12;
  const auto read = read_code128(widths);
  REQUIRE(read);
  CHECK(read->text == "RVT-42");
}

TEST_CASE("No moved edge turns one Code 128 into another", "[coupon][code128]") {
  const std::string text = "57398958102606010001604902";
  const auto widths = drawn(text, 3);
  int read_all_the_same = 0;
  for (std::size_t i = 1; i + 2 < widths.size(); ++i) {
    for (const int by : {-3, -2, -1, 1, 2, 3}) {
      auto moved = widths;
      moved[i] += by;
      moved[i + 1] -= by;
      if (std::ranges::min(moved) <= 0) continue;
      const auto read = read_code128(moved);
      if (!read) continue;
      CHECK(read->text == text);
      ++read_all_the_same;
    }
  }
  CHECK(read_all_the_same > 100);
}

TEST_CASE("A part of a Code 128, or one without its quiet zones, is no read", "[coupon][code128]") {
  const auto widths = drawn("57398958102606010001604902", 3);
  for (std::size_t from = 1; from + 1 < widths.size(); from += 2) {
    for (std::size_t to = from; to + 1 < widths.size(); to += 2) {
      if (from == 1 && to + 2 == widths.size()) continue;
      std::vector<int> part{30};
      part.insert(part.end(), widths.begin() + static_cast<std::ptrdiff_t>(from),
                  widths.begin() + static_cast<std::ptrdiff_t>(to) + 1);
      part.push_back(30);
      CHECK_FALSE(read_code128(part).has_value());
    }
  }
  CHECK_FALSE(read_code128(drawn("RVT-42", 3, 4)).has_value());
  CHECK_FALSE(read_code128({}).has_value());
  CHECK_FALSE(read_code128({100}).has_value());
}

TEST_CASE("Random bars are no Code 128", "[coupon][code128][property]") {
  REQUIRE(rc::check("random widths", [] {
    auto widths = *rc::gen::container<std::vector<int>>(101, rc::gen::inRange(2, 14));
    widths.front() = widths.back() = 60;
    RC_ASSERT(!read_code128(widths).has_value());
  }));
}
