#include "encode/mail/damage.h"

#include <opencv2/core.hpp>

#include "encode/mail/drawn_mail.h"
#include "encode/micr/e13b_reader.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::encode;

namespace {

GrayImage check() {
  return draw_check({.payer = "PAYER",
                     .payee = "City",
                     .date = "11/20/26",
                     .number = "1234",
                     .micr = "⑆021000021⑆ 123456789⑈1234",
                     .amount = Money::from_cents(12'34)})
      .value();
}

bool are_equal(const GrayImage& one, const GrayImage& other) {
  return one.pixels.size() == other.pixels.size() &&
         cv::norm(one.pixels, other.pixels, cv::NORM_INF) == 0;
}

}  // namespace

TEST_CASE("The same chance does the same damage, and another does another", "[encode][damage]") {
  const auto page = check();
  for (const auto damage : {Damage::Noise, Damage::Streaks, Damage::Dropout, Damage::Overprint}) {
    Chance first{7};
    Chance same{7};
    Chance other{8};
    const auto result = damaged(page, damage, 3, first);
    CAPTURE(name_of(damage_names, damage));
    CHECK(are_equal(result, damaged(page, damage, 3, same)));
    CHECK_FALSE(are_equal(result, damaged(page, damage, 3, other)));
  }
}

TEST_CASE("Each step does more damage than the one before", "[encode][damage]") {
  const auto page = check();
  for (const auto damage :
       {Damage::Blur, Damage::Noise, Damage::Dropout, Damage::Contrast, Damage::InkSpread}) {
    double before = 0;
    for (const int step : {1, 5, damage_steps}) {
      Chance chance{3};
      const auto result = damaged(page, damage, step, chance);
      // Squares: what a void takes weighs more than the blur of every sensor, which it takes along.
      const double change = cv::norm(result.pixels, page.pixels, cv::NORM_L2SQR);
      CAPTURE(name_of(damage_names, damage), step);
      CHECK(change > before);
      before = change;
    }
  }
}

TEST_CASE("A picture of fewer dots an inch says so", "[encode][damage]") {
  Chance chance{1};
  const auto result = damaged(check(), Damage::Resolution, 5, chance);
  CHECK(result.dpi_x == Approx(140));
  CHECK(result.pixels.cols == 840);
  CHECK_FALSE(result.bitonal);
}

TEST_CASE("A page is left as it is where damage is drawn from it", "[encode][damage]") {
  const auto page = check();
  const cv::Mat before = page.pixels.clone();
  Chance chance{1};
  for (const auto damage : {Damage::Streaks, Damage::InkSpread, Damage::Contrast}) {
    REQUIRE_FALSE(damaged(page, damage, 2, chance).pixels.empty());
  }
  CHECK(cv::norm(before, page.pixels, cv::NORM_INF) == 0);
}

TEST_CASE("The first step of any damage leaves the line of a check readable", "[encode][damage]") {
  const auto page = check();
  for (std::size_t i = 0; i < damage_names.size(); ++i) {
    const auto damage = static_cast<Damage>(i);
    Chance chance{11};
    const auto read = read_micr(damaged(page, damage, 1, chance));
    CAPTURE(name_of(damage_names, damage));
    REQUIRE(read.has_value());
    CHECK(read->line.raw == "⑆021000021⑆ 123456789⑈1234");
  }
}
