#include "encode/mail/checks/wide_check.h"

#include <opencv2/core.hpp>

#include "encode/mail/checks/check_face.h"
#include "encode/micr/e13b_layout.h"
#include "encode/micr/e13b_reader.h"
#include "encode/micr/micr_line.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::encode;

namespace {

constexpr std::array styles{CheckStyle::UsPersonal, CheckStyle::UsBusiness, CheckStyle::Canadian,
                            CheckStyle::IndianCts, CheckStyle::UsVoucher};

bool are_equal(const GrayImage& one, const GrayImage& other) {
  return one.pixels.size() == other.pixels.size() &&
         cv::norm(one.pixels, other.pixels, cv::NORM_INF) == 0;
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

}  // namespace

TEST_CASE("The same chance draws the same check, and another draws another", "[encode][checks]") {
  for (const auto degradation : {Degradation::Photo, Degradation::Mixed}) {
    Chance first{7};
    Chance same{7};
    Chance other{8};
    const auto drawn = draw_wide_check(CheckStyle::UsPersonal, degradation, 2, first);
    const auto again = draw_wide_check(CheckStyle::UsPersonal, degradation, 2, same);
    CHECK(drawn.micr == again.micr);
    CHECK(are_equal(drawn.page, again.page));
    CHECK_FALSE(
        are_equal(drawn.page, draw_wide_check(CheckStyle::UsPersonal, degradation, 2, other).page));
  }
}

TEST_CASE("The line of every style fits its check with the standard's play", "[encode][checks]") {
  constexpr double play = 1.0 / 16;
  const auto style = GENERATE(from_range(styles));
  Chance chance{3};
  for (int i = 0; i < 200; ++i) {
    const auto text = draw_micr_text(style, i % 2 == 0, chance);
    CAPTURE(name_of(check_style_names, style), text);
    const auto line = lay_out_micr_line(text);
    REQUIRE(line.has_value());
    const auto& first = line->front();
    CHECK(right_edge_inch(first.position) + first.glyph->width * e13b_module_inch + play <=
          check_size(style).width);
    REQUIRE(parse_micr_line(text).has_value());
  }
}

TEST_CASE("A line drawn in the style of the United States has a routing number and an account",
          "[encode][checks]") {
  Chance chance{5};
  for (const auto style : {CheckStyle::UsPersonal, CheckStyle::UsBusiness}) {
    for (int i = 0; i < 50; ++i) {
      const auto text = draw_micr_text(style, true, chance);
      CAPTURE(text);
      const auto line = parse_micr_line(text).value();
      CHECK(line.routing.has_value());
      CHECK_FALSE(line.account.empty());
    }
  }
}

TEST_CASE("A sound check of every style is read whole", "[encode][checks]") {
  const auto style = GENERATE(from_range(styles));
  Chance chance{21};
  const auto drawn = draw_wide_check(style, Degradation::Clean, 1, chance);
  const auto read = read_micr(drawn.page);
  CAPTURE(name_of(check_style_names, style));
  REQUIRE(read.has_value());
  CHECK(without_spaces(read->line.raw) == without_spaces(drawn.micr));
}

TEST_CASE("What a scanner or a camera says of its picture is so", "[encode][checks]") {
  Chance chance{9};
  const auto bitonal = draw_wide_check(CheckStyle::UsPersonal, Degradation::Bitonal, 1, chance);
  CHECK(bitonal.page.bitonal);
  cv::Mat gray;
  cv::inRange(bitonal.page.pixels, 1, 254, gray);
  CHECK(cv::countNonZero(gray) == 0);

  const auto photo = draw_wide_check(CheckStyle::UsPersonal, Degradation::Photo, 1, chance);
  CHECK(photo.page.dpi_x == 0);
  CHECK_FALSE(photo.page.bitonal);

  const auto coarse = draw_wide_check(CheckStyle::UsPersonal, Degradation::Dpi, 1, chance);
  CHECK((coarse.page.dpi_x == 150 || coarse.page.dpi_x == 300));
}

TEST_CASE("A voucher is a letter page that holds a check", "[encode][checks]") {
  Chance chance{4};
  const auto drawn = draw_wide_check(CheckStyle::UsVoucher, Degradation::Jpeg, 1, chance);
  CHECK(drawn.page.pixels.rows >= drawn.page.pixels.cols);
  CHECK(drawn.page.pixels.rows >= 11 * drawn.page.dpi_y);
}
