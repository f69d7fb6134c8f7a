#include "encode/image/local_mean.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/chance.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

int some_below(Chance& chance, int bound) {
  return static_cast<int>(chance.below(static_cast<std::uint64_t>(bound)));
}

/// Paper with darker places, and noise that leaves some of the paper pure white.
cv::Mat some_page(Chance& chance, cv::Size size) {
  cv::Mat page(size, CV_8UC1, cv::Scalar(255));
  for (int i = 0; i < 6; ++i) {
    const cv::Rect ink{some_below(chance, size.width), some_below(chance, size.height),
                       1 + some_below(chance, 20), 1 + some_below(chance, 9)};
    page(ink & cv::Rect{{}, size}).setTo(cv::Scalar(some_below(chance, 256)));
  }
  for (int i = 0; i < 50; ++i) {
    page.at<std::uint8_t>(some_below(chance, size.height), some_below(chance, size.width)) =
        static_cast<std::uint8_t>(some_below(chance, 256));
  }
  return page;
}

}  // namespace

TEST_CASE("What is darker than the mean around it is what the library's threshold finds",
          "[encode][local_mean]") {
  Chance chance{11};
  const cv::Size size = GENERATE(cv::Size{1, 1}, cv::Size{5, 3}, cv::Size{31, 20}, cv::Size{32, 7},
                                 cv::Size{33, 40}, cv::Size{150, 90});
  const int side = GENERATE(3, 5, 25, 81);
  const int darker_by = GENERATE(12, 40, 102, 255);
  for (int i = 0; i < 5; ++i) {
    const auto page = some_page(chance, size);
    cv::Mat expected;
    cv::adaptiveThreshold(page, expected, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV,
                          side, darker_by);
    const auto mask = darker_than_mean(page, side, darker_by);
    REQUIRE(mask.size() == page.size());
    CHECK(cv::countNonZero(mask != expected) == 0);
  }
}

TEST_CASE("Nothing is darker than its surroundings on an empty picture", "[encode][local_mean]") {
  CHECK(darker_than_mean(cv::Mat{}, 25, 12).empty());
}

TEST_CASE("Means of squares are those of the library", "[encode][local_mean]") {
  Chance chance{12};
  const cv::Size size =
      GENERATE(cv::Size{4, 3}, cv::Size{7, 40}, cv::Size{27, 33}, cv::Size{171, 63});
  const int side = GENERATE(1, 4, 5, 6);
  cv::Mat samples(size, CV_32FC1);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      samples.at<float>(y, x) = static_cast<float>(chance.between(-1, 255));
    }
  }
  cv::Mat expected;
  cv::blur(samples, expected, {side, side});
  CHECK(cv::norm(square_means(samples, side), expected, cv::NORM_INF) < 1e-4);
}

}  // namespace lockbox::encode
