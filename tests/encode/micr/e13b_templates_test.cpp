#include "encode/micr/e13b_templates.h"

#include <cmath>
#include <opencv2/core.hpp>
#include <vector>

#include "core/chance.h"
#include "encode/image/local_mean.h"
#include "encode/micr/e13b_residual.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

Strip some_strip(Chance& chance) {
  Strip strip;
  strip.contrast = 100;
  strip.darkness = cv::Mat(window_height + 20, 150, CV_32FC1);
  for (int y = 0; y < strip.darkness.rows; ++y) {
    for (int x = 0; x < strip.darkness.cols; ++x) {
      strip.darkness.at<float>(y, x) = static_cast<float>(chance.between(0, 255));
    }
  }
  strip.modules = strip.darkness;
  return strip;
}

std::vector<Place> some_places(Chance& chance, const Strip& strip, std::size_t count) {
  std::vector<Place> places;
  while (places.size() < count) {
    const Place place{static_cast<int>(chance.below(150)), static_cast<int>(chance.below(50))};
    if (fits(strip, place)) places.push_back(place);
  }
  return places;
}

/// What the library's correlation of the two makes of it.
double correlation(const cv::Mat& window, const cv::Mat& picture) {
  const cv::Mat one = window - cv::mean(window);
  const cv::Mat other = picture - cv::mean(picture);
  return one.dot(other) / (cv::norm(one) * cv::norm(other));
}

}  // namespace

TEST_CASE("Windows that are compared together score as each does alone", "[encode][micr]") {
  Chance chance{21};
  const auto strip = some_strip(chance);
  const auto& templates = standard_templates();
  const auto places = some_places(chance, strip, GENERATE(1U, 4U, 5U, 6U, 13U));
  std::vector<Comparison> found(places.size());
  templates.compare(strip, places, found);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const cv::Mat window = strip.darkness(window_at(places[i]));
    CHECK(std::abs(found[i].mean - cv::mean(window)[0]) < 1e-3);
    for (std::size_t glyph = 0; glyph < e13b_glyph_count; ++glyph) {
      const double expected = correlation(window, templates.picture(glyph));
      CHECK(std::abs(found[i].scores[glyph] - expected) < 1e-4);
    }
  }
}

TEST_CASE("A window of even paper is like no glyph", "[encode][micr]") {
  Chance chance{22};
  auto strip = some_strip(chance);
  strip.darkness.setTo(80);
  std::array<Comparison, 1> found;
  standard_templates().compare(strip, some_places(chance, strip, 1), found);
  CHECK(found.front().best() == 0);
  CHECK(found.front().norm == 0);
}

TEST_CASE("The worst residual is that of the means over two by two modules", "[encode][micr]") {
  Chance chance{23};
  const auto strip = some_strip(chance);
  const cv::Mat window = strip.darkness(window_at(some_places(chance, strip, 1).front()));
  const cv::Mat flat = standard_templates().ink(3).flat;
  const InkFit fit{.mean = 120, .strength = 90};
  const cv::Mat error = (window - 120.0) / 90.0 - flat;
  const cv::Mat means = square_means(error, 2 * samples_per_module);
  const double expected = cv::norm(means, cv::NORM_INF);
  CHECK(std::abs(worst_residual(window, flat, fit) - expected) < 1e-5);
  CHECK(worst_residual(window, flat, {.mean = 120, .strength = 0}) == 1);
}

TEST_CASE("A glyph as it was drawn leaves nothing over", "[encode][micr]") {
  const auto& templates = standard_templates();
  const cv::Mat window = 40 + 150 * templates.picture(5);
  const auto mean = static_cast<float>(cv::mean(window)[0]);
  CHECK(worst_residual(window, templates.ink(5).flat, {.mean = mean, .strength = 150}) < 1e-5);
}

}  // namespace lockbox::encode
