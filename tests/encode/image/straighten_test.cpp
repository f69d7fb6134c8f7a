#include "encode/image/straighten.h"

#include <cmath>
#include <cstdlib>

#include "encode/image/sample_pictures.h"
#include "encode/mail/drawn_mail.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

/// Turns a level page: `straighten` by the opposite angle.
GrayImage skewed_page(double degrees) {
  return straighten(test::page_with_text(1'200, 550), -degrees).image;
}

TEST_CASE("The skew of a page is found to a fifth of a degree", "[straighten]") {
  const double degrees = GENERATE(-5.0, -3.3, -1.2, -0.5, 0.0, 0.4, 1.7, 4.1, 5.0);
  CHECK(std::abs(estimate_skew(skewed_page(degrees)) - degrees) < 0.2);
}

TEST_CASE("A dotted background does not hide the skew", "[straighten]") {
  auto page = skewed_page(2.5);
  cv::RNG random{7};
  for (int i = 0; i < 9'000; ++i) {
    const cv::Point dot{random.uniform(0, page.pixels.cols), random.uniform(0, page.pixels.rows)};
    page.pixels.at<std::uint8_t>(dot) = 0;
  }
  CHECK(std::abs(estimate_skew(page) - 2.5) < 0.2);
}

TEST_CASE("A page without anything level has no skew", "[straighten]") {
  GrayImage blank{.pixels = cv::Mat(550, 1'200, CV_8UC1, cv::Scalar{255})};
  CHECK(estimate_skew(blank) == 0);
  cv::circle(blank.pixels, {600, 275}, 200, cv::Scalar{0}, 3);
  CHECK(estimate_skew(blank) == 0);
  GrayImage one_pixel{.pixels = cv::Mat(1, 1, CV_8UC1, cv::Scalar{0})};
  CHECK(estimate_skew(one_pixel) == 0);
}

TEST_CASE("A level page of a few short lines is not called askew", "[straighten]") {
  const auto letter = draw_letter({"Dear City,", "my account is 12345.", "Yours, Evans"});
  CHECK(std::abs(estimate_skew(letter)) < 0.15);
}

TEST_CASE("A box on the straight page comes back to its place on the scan", "[straighten]") {
  const double degrees = GENERATE(-4.0, 0.7, 3.0, 180.0);
  GrayImage scan{.pixels = cv::Mat(500, 1'000, CV_8UC1, cv::Scalar{255})};
  const cv::Rect mark{700, 120, 40, 20};
  scan.pixels(mark).setTo(0);

  const auto straight = straighten(scan, degrees);
  cv::Mat ink;
  cv::threshold(straight.image.pixels, ink, 128, 255, cv::THRESH_BINARY_INV);
  const auto found = cv::boundingRect(ink);
  const auto back = box_on_scan(
      straight, {.x = found.x, .y = found.y, .width = found.width, .height = found.height});

  const cv::Rect box{back.x, back.y, back.width, back.height};
  CHECK((box & mark).area() >= mark.area() * 9 / 10);
  CHECK(std::abs(box.x + box.width / 2 - 720) <= 2);
  CHECK(std::abs(box.y + box.height / 2 - 130) <= 2);
}

TEST_CASE("Straightening cuts nothing off", "[straighten]") {
  GrayImage scan{.pixels = cv::Mat(500, 1'000, CV_8UC1, cv::Scalar{255})};
  scan.pixels(cv::Rect{0, 0, 12, 12}).setTo(0);
  scan.pixels(cv::Rect{988, 488, 12, 12}).setTo(0);
  const auto straight = straighten(scan, 4.0);
  const int ink = static_cast<int>(straight.image.pixels.total()) -
                  cv::countNonZero(straight.image.pixels > 128);
  CHECK(std::abs(ink - 2 * 144) < 30);
}

TEST_CASE("A box never leaves the scan", "[straighten]") {
  GrayImage scan{.pixels = cv::Mat(500, 1'000, CV_8UC1, cv::Scalar{255})};
  const auto straight = straighten(scan, 3.0);
  const auto box = box_on_scan(straight, {.x = -50, .y = -50, .width = 5'000, .height = 5'000});
  CHECK(box.x >= 0);
  CHECK(box.y >= 0);
  CHECK(box.x + box.width <= 1'000);
  CHECK(box.y + box.height <= 500);
}

}  // namespace
}  // namespace lockbox::encode
