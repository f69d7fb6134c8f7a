// What black and white leaves of the print and the hands on checks with patterned backgrounds.

#include "encode/archive/stroke_survival.h"

#include <cmath>
#include <filesystem>

#include <opencv2/imgproc.hpp>

#include "core/file.h"
#include "core/limits.h"
#include "encode/archive/archive_image.h"
#include "encode/archive/local_threshold.h"
#include "encode/drawn_checks.h"
#include "encode/image/image_codec.h"
#include "encode/image/quality/damaged_checks.h"
#include "support/catch.h"
#include "support/shared_data.h"

using namespace lockbox;
using namespace lockbox::encode;
namespace fs = std::filesystem;

namespace {

const cv::Rect signature_place{760, 350, 400, 75};

/// A gray check, signed in a pale hand.
GrayImage signed_check() {
  auto check = encode::test::gray_check();
  cv::putText(check.pixels, "Mary Evans", {770, 400}, cv::FONT_HERSHEY_SCRIPT_SIMPLEX, 1.6,
              cv::Scalar{120}, 3, cv::LINE_AA);
  return check;
}

/// The backgrounds that printers put behind checks.
enum class Pattern { Waves, Lines, Dots, Gradient };

double tint_of(Pattern pattern, int x, int y) {
  switch (pattern) {
    case Pattern::Waves:
      return 0.15 * (1 + std::sin(x / 60.0) * std::sin(y / 45.0));
    case Pattern::Lines:
      return (x + 2 * y) % 14 < 2 ? 0.12 : 0;
    case Pattern::Dots:
      return x % 8 < 2 && y % 8 < 2 ? 0.15 : 0;
    case Pattern::Gradient:
      return 0.45 * x / 1200.0;
  }
  return 0;
}

GrayImage on_pattern(GrayImage page, Pattern pattern) {
  page.pixels = page.pixels.clone();
  for (int y = 0; y < page.pixels.rows; ++y) {
    for (int x = 0; x < page.pixels.cols; ++x) {
      auto& pixel = page.pixels.at<std::uint8_t>(y, x);
      pixel = cv::saturate_cast<std::uint8_t>(pixel * (1 - tint_of(pattern, x, y)));
    }
  }
  return page;
}

GrayImage thresholded(const GrayImage& page, int level) {
  const cv::Mat paper = page.pixels >= level;
  return {.pixels = paper, .dpi_x = page.dpi_x, .dpi_y = page.dpi_y, .bitonal = true};
}

}  // namespace

TEST_CASE("Print and a pale hand survive on every pattern", "[encode][archive][strokes]") {
  const auto pattern = GENERATE(Pattern::Waves, Pattern::Lines, Pattern::Dots, Pattern::Gradient);
  const auto check = on_pattern(signed_check(), pattern);
  const auto archived = archive_image(check);
  REQUIRE(archived.has_value());
  REQUIRE(archived->stroke_percent);
  CHECK(*archived->stroke_percent >= 95);
  const auto picture = decode_image(archived->file).value();
  CHECK(cv::countNonZero(picture.pixels(signature_place) == 0) > 1'000);
}

TEST_CASE("A hand that black and white loses is told", "[encode][archive][strokes]") {
  const auto check = signed_check();
  const auto kept = threshold_locally(check, 0.2);
  CHECK(stroke_survival(check, kept).value() >= 95);
  // One level for the whole page, below the hand and above the print.
  CHECK(stroke_survival(check, thresholded(check, 100)).value() < 50);
  auto without = kept;
  without.pixels = kept.pixels.clone();
  without.pixels(signature_place) = cv::Scalar{255};
  CHECK(stroke_survival(check, without).value() < 50);
}

TEST_CASE("What lies in the band of the line is not counted", "[encode][archive][strokes]") {
  const auto check = signed_check();
  auto without = threshold_locally(check, 0.2);
  without.pixels(cv::Rect{0, 425, 1200, 125}) = cv::Scalar{255};
  CHECK(stroke_survival(check, without).value() >= 95);
}

TEST_CASE("Noise and tints are no strokes", "[encode][archive][strokes]") {
  GrayImage paper{
      .pixels = cv::Mat(550, 1200, CV_8UC1, cv::Scalar{200}), .dpi_x = 200, .dpi_y = 200};
  const auto white = thresholded(paper, 0);
  CHECK_FALSE(stroke_survival(paper, white));
  CHECK_FALSE(stroke_survival(on_pattern(paper, Pattern::Waves), white));
  CHECK_FALSE(stroke_survival(paper, {.pixels = cv::Mat(10, 10, CV_8UC1, cv::Scalar{255})}));
}

TEST_CASE("A soft picture is thresholded in the way that keeps most of it",
          "[encode][archive][strokes]") {
  auto soft = signed_check();
  cv::GaussianBlur(soft.pixels.clone(), soft.pixels, {}, 2.2);
  const double usual = stroke_survival(soft, threshold_locally(soft, 0.2)).value();
  const auto archived = archive_image(soft).value();
  CHECK(*archived.stroke_percent >= usual);
  CHECK(*archived.stroke_percent >= 80);
}

TEST_CASE("A bitonal picture keeps all, and there is nothing to measure",
          "[encode][archive][strokes]") {
  CHECK_FALSE(archive_image(encode::test::good_check()).value().stroke_percent);
}

TEST_CASE("Drawn checks with backgrounds keep their strokes",
          "[encode][archive][strokes][corpus]") {
  const auto checks = encode::test::drawn_checks({"background", "lowcontrast", "clean"});
  if (checks.empty()) return;
  for (const auto& check : checks) {
    const auto page = decode_image(read_file(check, limits::image_file_bytes_max).value()).value();
    const auto archived = archive_image(page);
    CAPTURE(check.filename());
    REQUIRE(archived.has_value());
    CHECK(archived->stroke_percent.value_or(0) >= 90);
  }
  CHECK(checks.size() >= 14);
}
