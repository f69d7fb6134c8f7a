#include "encode/image/quality/image_quality.h"

#include <algorithm>
#include <set>

#include "encode/image/quality/damaged_checks.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::encode;
using namespace lockbox::encode::test;

namespace {

using Condition = QualityCondition;
using Measure = QualityMeasure;

std::set<std::string> conditions_of(const ImageQuality& quality, Side side) {
  std::set<std::string> present;
  for (const auto& finding : quality_conditions(quality, QualityLimits{}, side)) {
    if (finding.verdict != QualityVerdict::Present) continue;
    present.emplace(name_of(quality_condition_names, finding.condition));
  }
  return present;
}

std::set<std::string> conditions_of(const GrayImage& image, Side side = Side::Front) {
  return conditions_of(measure_quality(image), side);
}

QualityVerdict verdict_on(const GrayImage& image, Condition condition) {
  const auto findings = quality_conditions(measure_quality(image), QualityLimits{}, Side::Front);
  return findings.at(static_cast<std::size_t>(condition)).verdict;
}

GrayImage good_coupon() {
  return draw_coupon({.biller = "CITY OF RIVERTON",
                      .title = "UTILITY BILL",
                      .payer = "MARY EVANS",
                      .account = "4455667788",
                      .amount_due = Money::from_cents(55'00),
                      .code = "44556677882611230000055001"})
      .value();
}

using Conditions = std::set<std::string>;

}  // namespace

TEST_CASE("A good check, a good coupon and their rears have no condition", "[encode][quality]") {
  for (const auto& page : {good_check(), good_coupon(), gray_check()}) {
    CHECK(conditions_of(page) == Conditions{});
    CHECK(conditions_of(draw_rear(page, "FOR DEPOSIT ONLY"), Side::Rear) == Conditions{});
    CHECK(conditions_of(draw_rear(page, ""), Side::Rear) == Conditions{});
  }
}

TEST_CASE("Each kind of damage is told as its condition and no other", "[encode][quality]") {
  const auto check = good_check();
  const auto gray = gray_check();
  CHECK(conditions_of(fold_corner(check, 0.8)) == Conditions{"folded_or_torn_corners"});
  CHECK(conditions_of(fold_corner(gray, 0.8)) == Conditions{"folded_or_torn_corners"});
  CHECK(conditions_of(tear_edge(check, 0.4)) == Conditions{"folded_or_torn_edges"});
  CHECK(conditions_of(framed(check, 60)) == Conditions{"framing_error"});
  CHECK(conditions_of(turned(check, 5)) == Conditions{"excessive_skew"});
  CHECK(conditions_of(turned(check, -5)) == Conditions{"excessive_skew"});
  CHECK(conditions_of(with_step(check)) == Conditions{"piggyback"});
  CHECK(conditions_of(with_second_paper(check)) == Conditions{"piggyback"});
  CHECK(conditions_of(with_streak(check)) == Conditions{"horizontal_streaks"});
  CHECK(conditions_of(with_streak(gray)) == Conditions{"horizontal_streaks"});
  CHECK(conditions_of(with_light_streak(check)) == Conditions{"horizontal_streaks"});
  CHECK(conditions_of(with_specks(check, 20)) == Conditions{"spot_noise"});
  CHECK(conditions_of(darkened(check)) == Conditions{"too_dark"});
  CHECK(conditions_of(lightened(check)) == Conditions{"too_light"});
}

TEST_CASE("A damage that a bank puts up with is no condition", "[encode][quality]") {
  const auto check = good_check();
  CHECK(conditions_of(fold_corner(check, 0.3)) == Conditions{});
  CHECK(conditions_of(tear_edge(check, 0.15)) == Conditions{});
  CHECK(conditions_of(framed(check, 20)) == Conditions{});
  for (const double degrees : {-3.0, -1.0, 2.0})
    CHECK(conditions_of(turned(check, degrees)) == Conditions{});
  CHECK(conditions_of(with_specks(check, 60)) == Conditions{});
}

TEST_CASE("A crease and a photo from aside are not two papers", "[encode][quality]") {
  CHECK(conditions_of(with_fold(good_check())) == Conditions{});
  CHECK_FALSE(conditions_of(with_fold(gray_check())).contains("piggyback"));
  CHECK_FALSE(conditions_of(photographed(gray_check())).contains("piggyback"));
}

TEST_CASE("Strokes that black and white loses make a picture too light", "[encode][quality]") {
  auto quality = measure_quality(gray_check());
  quality.set(Measure::StrokePercent, 45);
  CHECK(conditions_of(quality, Side::Front) == Conditions{"too_light"});
  quality.set(Measure::StrokePercent, 96);
  CHECK(conditions_of(quality, Side::Front) == Conditions{});
}

TEST_CASE("A fold is found on a page that lies askew, too", "[encode][quality]") {
  CHECK(conditions_of(turned(fold_corner(good_check(), 0.9), 2)) ==
        Conditions{"folded_or_torn_corners"});
}

TEST_CASE("A picture has the size of its paper", "[encode][quality]") {
  auto check = good_check();
  auto small = check;
  small.pixels = check.pixels(cv::Rect{0, 0, 900, check.pixels.rows}).clone();
  CHECK(conditions_of(small) == Conditions{"undersize"});
  auto large = check;
  cv::copyMakeBorder(check.pixels, large.pixels, 0, 400, 0, 0, cv::BORDER_CONSTANT, paper);
  CHECK(conditions_of(large) == Conditions{"oversize"});
  check.dpi_x = check.dpi_y = 0;
  CHECK(verdict_on(check, Condition::Undersize) == QualityVerdict::NotTested);
  CHECK(verdict_on(check, Condition::Oversize) == QualityVerdict::NotTested);
}

TEST_CASE("Gray pictures are judged by their gray levels and their sharpness",
          "[encode][quality]") {
  auto faint = gray_check();
  faint.pixels.convertTo(faint.pixels, -1, 0.15, 200);
  CHECK(conditions_of(faint) == Conditions{"too_light"});
  auto dark = gray_check();
  dark.pixels.convertTo(dark.pixels, -1, 0.35, 0);
  CHECK(conditions_of(dark) == Conditions{"too_dark"});
  auto blurred = gray_check();
  cv::GaussianBlur(blurred.pixels, blurred.pixels, {}, 3);
  CHECK(conditions_of(blurred) == Conditions{"out_of_focus"});
  CHECK(verdict_on(good_check(), Condition::OutOfFocus) == QualityVerdict::NotTested);
}

TEST_CASE("A blank front is blank and not light", "[encode][quality]") {
  const auto blank = draw_rear(good_check(), "");
  CHECK(conditions_of(blank) == Conditions{"blank"});
}

TEST_CASE("Files are held against the sizes that banks take", "[encode][quality]") {
  const auto of_bytes = [](double bytes) {
    auto quality = measure_quality(good_check());
    quality.set(Measure::ArchiveBytes, bytes);
    return conditions_of(quality, Side::Front);
  };
  CHECK(of_bytes(300'000) == Conditions{"above_maximum_size"});
  CHECK(of_bytes(600) == Conditions{"below_minimum_size"});
  CHECK(of_bytes(9'000) == Conditions{});
}

TEST_CASE("A carbon strip is a condition of the rear", "[encode][quality]") {
  auto rear = draw_rear(good_check(), "FOR DEPOSIT ONLY");
  rear.pixels(cv::Rect{60, 300, 1000, 60}) = ink;
  CHECK(conditions_of(rear, Side::Rear) == Conditions{"carbon_strip"});
}

TEST_CASE("A front and a rear of two sizes do not belong together", "[encode][quality]") {
  const auto check = good_check();
  auto front = measure_quality(check);
  auto rear = measure_quality(good_coupon());
  compare_sizes(front, rear);
  CHECK(conditions_of(front, Side::Front) == Conditions{"front_rear_mismatch"});
  CHECK(conditions_of(rear, Side::Rear) == Conditions{"front_rear_mismatch"});
}

TEST_CASE("A site's limit takes the place of the default", "[encode][quality]") {
  const auto quality = measure_quality(with_streak(good_check()));
  QualityLimits limits;
  for (auto& rule : limits.rules) {
    if (rule.measure == Measure::Streaks) rule.limit = 1;
  }
  const auto findings = quality_conditions(quality, limits, Side::Front);
  CHECK(findings.at(static_cast<std::size_t>(Condition::HorizontalStreaks)).verdict ==
        QualityVerdict::Absent);
}

TEST_CASE("A condition is told with its figure and the limit", "[encode][quality]") {
  CHECK(to_sentence({Condition::TooDark, Measure::InkPercent, 43.07, 40}) ==
        "too dark: ink 43.1 % of the page, at most 40 % of the page");
  CHECK(to_sentence({Condition::Undersize, Measure::WidthInches, 4.1, 5.5}) ==
        "undersize: width 4.10 in, at least 5.5 in");
}

TEST_CASE("Every limit has a name of its own", "[encode][quality]") {
  std::set<std::string> names;
  const auto rules = QualityLimits::default_rules();
  for (const auto& rule : rules) names.insert(limit_name(rule));
  CHECK(names.size() == rules.size());
  CHECK(names.contains("too_dark_ink_percent_max"));
}

TEST_CASE("Too few pixels are not measured", "[encode][quality]") {
  const GrayImage stamp{.pixels = cv::Mat(20, 300, CV_8UC1, paper), .bitonal = true};
  const auto quality = measure_quality(stamp);
  CHECK(std::none_of(quality.figures.begin(), quality.figures.end(),
                     [](const auto& figure) { return figure.has_value(); }));
}
