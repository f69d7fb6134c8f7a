#include "encode/image/stroke_scan.h"

#include <vector>

#include <opencv2/core.hpp>

#include "core/chance.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

int some_below(Chance& chance, int bound) {
  return static_cast<int>(chance.below(static_cast<std::uint64_t>(bound)));
}

GrayImage some_bars(Chance& chance, int columns) {
  GrayImage image{.pixels = cv::Mat(4, columns, CV_8UC1), .dpi_x = 200, .dpi_y = 200};
  for (int y = 0; y < image.pixels.rows; ++y) {
    int gray = 255 * some_below(chance, 2);
    for (int x = 0; x < columns; ++x) {
      if (chance.between(0, 1) < 0.3) gray = 255 - gray;
      image.pixels.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(gray);
    }
  }
  return image;
}

std::vector<int> strokes_of(const GrayImage& image, int y, int stride) {
  std::vector<int> strokes;
  StrokeScan{image, 1, stride}.scan(y, [&strokes](int x) { strokes.push_back(x); });
  return strokes;
}

}  // namespace

TEST_CASE("Black and white have the strokes that they have as gray", "[encode][strokes]") {
  Chance chance{31};
  const int stride = GENERATE(1, 2, 3, 5);
  const int columns = GENERATE(1, 3, 64, 65, 300);
  for (int i = 0; i < 40; ++i) {
    auto image = some_bars(chance, columns);
    for (int y = 0; y < image.pixels.rows; ++y) {
      image.bitonal = false;
      const auto expected = strokes_of(image, y, stride);
      image.bitonal = true;
      CHECK(strokes_of(image, y, stride) == expected);
    }
  }
}

TEST_CASE("A stroke has paper on either side", "[encode][strokes]") {
  GrayImage image{.pixels = cv::Mat(1, 9, CV_8UC1, cv::Scalar(255)), .bitonal = true};
  image.pixels.colRange(0, 2).setTo(cv::Scalar(0));
  image.pixels.colRange(4, 6).setTo(cv::Scalar(0));
  image.pixels.colRange(8, 9).setTo(cv::Scalar(0));
  CHECK(strokes_of(image, 0, 1) == std::vector{4});
}

}  // namespace lockbox::encode
