#include "encode/archive/archive_image.h"

#include <cmath>

#include <opencv2/imgproc.hpp>

#include "encode/archive/local_threshold.h"
#include "encode/archive/tiff_profile.h"
#include "encode/image/image_codec.h"
#include "encode/image/quality/damaged_checks.h"
#include "encode/micr/e13b_reader.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::encode;

namespace {

/// The archive picture, which keeps to the profile.
GrayImage archived(const GrayImage& page) {
  const auto archive = archive_image(page);
  REQUIRE(archive.has_value());
  CHECK(check_archive_tiff(archive->file).empty());
  return decode_image(archive->file).value();
}

std::string line_of(const GrayImage& image) {
  const auto read = read_micr(image);
  return read ? read->line.raw : "";
}

/// Waves of tint behind the print, darker than some of the handwriting is pale.
GrayImage patterned(GrayImage page) {
  page.pixels = page.pixels.clone();
  for (int y = 0; y < page.pixels.rows; ++y) {
    for (int x = 0; x < page.pixels.cols; ++x) {
      const double wave = 1 + std::sin(x / 60.0) * std::sin(y / 45.0);
      auto& pixel = page.pixels.at<std::uint8_t>(y, x);
      pixel = cv::saturate_cast<std::uint8_t>(pixel * (1 - 0.22 * wave));
    }
  }
  return page;
}

double share_of_ink(const GrayImage& image) {
  return cv::countNonZero(image.pixels == 0) / static_cast<double>(image.pixels.total());
}

}  // namespace

TEST_CASE("A bitonal picture of 200 dots an inch keeps every pixel", "[encode][archive]") {
  const auto check = test::good_check();
  const auto archive = archived(check);
  CHECK(cv::norm(archive.pixels, check.pixels, cv::NORM_INF) == 0);
  CHECK(archive.dpi_x == 200);
}

TEST_CASE("240 dots an inch stay, every other resolution comes to 200", "[encode][archive]") {
  const auto [dpi, expected] =
      GENERATE(table<double, double>({{240, 240}, {199.8, 200}, {300, 200}, {100, 200}}));
  auto check = test::gray_check();
  cv::resize(check.pixels, check.pixels, {}, dpi / 200, dpi / 200, cv::INTER_AREA);
  check.dpi_x = check.dpi_y = dpi;
  const auto archive = archived(check);
  CHECK(archive.dpi_x == expected);
  CHECK(archive.pixels.cols == Approx(6 * expected).margin(2));
}

TEST_CASE("A gray check keeps its MICR line on any background", "[encode][archive]") {
  const auto gray = test::gray_check();
  for (const auto& page : {gray, patterned(gray)}) {
    const auto line = line_of(page);
    REQUIRE_FALSE(line.empty());
    const auto archive = archived(page);
    CHECK(archive.bitonal);
    CHECK(line_of(archive) == line);
  }
}

TEST_CASE("A patterned background leaves no more ink than a plain one", "[encode][archive]") {
  const auto gray = test::gray_check();
  const double plain = share_of_ink(archived(gray));
  CHECK(plain > 0.02);
  CHECK(share_of_ink(archived(patterned(gray))) == Approx(plain).epsilon(0.15));
}

TEST_CASE("Pale handwriting stays beside black print", "[encode][archive]") {
  auto check = test::gray_check();
  cv::putText(check.pixels, "signature", {800, 400}, cv::FONT_HERSHEY_SCRIPT_SIMPLEX, 1.0,
              cv::Scalar{130}, 2, cv::LINE_AA);
  const cv::Rect place{790, 360, 200, 55};
  const auto archive = archived(check);
  CHECK(cv::countNonZero(archive.pixels(place) == 0) > 500);
}

TEST_CASE("A picture that does not say its resolution, or says it wrong, has its true size",
          "[encode][archive]") {
  auto check = test::good_check();
  const auto pixels = check.pixels.clone();
  check.dpi_x = check.dpi_y = GENERATE(0.0, 72.0, 300.0);
  const auto archive = archive_image(check).value();
  CHECK((archive.scanned == PageResolution{200, 200, ResolutionSource::MicrLine}));
  CHECK(cv::norm(decode_image(archive.file).value().pixels, pixels, cv::NORM_INF) == 0);
}

TEST_CASE("A picture of which nothing tells the size is refused with what it says",
          "[encode][archive]") {
  const auto refusal = [](double dpi) {
    const cv::Mat paper(900, 900, CV_8UC1, cv::Scalar{255});
    const auto archive = archive_image({.pixels = paper, .dpi_x = dpi, .dpi_y = dpi});
    REQUIRE_FALSE(archive.has_value());
    CHECK((archive.error().code == ErrorCode::InvalidInput));
    return archive.error().message;
  };
  CHECK_THAT(refusal(72), Catch::StartsWith("The picture says 72 dots an inch, which makes it 12.5 "
                                            "by 12.5 inches, and nothing on it tells"));
  CHECK_THAT(refusal(0), Catch::StartsWith("The picture says no resolution that paper has, and"));
}

TEST_CASE("Even paper becomes white under an even background", "[encode][archive]") {
  const GrayImage tinted{
      .pixels = cv::Mat(100, 300, CV_8UC1, cv::Scalar{150}), .dpi_x = 200, .dpi_y = 200};
  CHECK(cv::countNonZero(even_background(tinted) < 255) == 0);
  CHECK(cv::countNonZero(threshold_locally(tinted, 0.2).pixels == 0) == 0);
}
