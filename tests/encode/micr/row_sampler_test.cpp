#include "encode/micr/row_sampler.h"

#include <vector>

#include "core/chance.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

constexpr int rows = 40;
constexpr int columns = 500;

cv::Mat some_pixels(Chance& chance) {
  cv::Mat pixels(rows, columns, CV_8UC1);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      pixels.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(chance.below(256));
    }
  }
  return pixels;
}

/// A row from one end of the picture to the other, up or down, with so many samples on it.
SampledRow some_row(Chance& chance, int count) {
  const auto within = [&chance](int size) { return chance.between(0, size - 1.01); };
  const double x = within(columns);
  const double y = within(rows);
  return {fine(x), fine(y), fine((within(columns) - x) / count), fine((within(rows) - y) / count)};
}

}  // namespace

TEST_CASE("Eight samples at once are those taken one by one, to the last bit",
          "[encode][micr][strip]") {
  Chance chance{5};
  const auto pixels = some_pixels(chance);
  const int count = GENERATE(1, 7, 8, 9, 60, 333, 1'000);
  for (int i = 0; i < 200; ++i) {
    const auto row = some_row(chance, count);
    std::vector<float> taken(static_cast<std::size_t>(count));
    std::vector<float> expected(taken.size());
    sample_row(pixels, row, count, taken.data());
    sample_row_one_by_one(pixels, row, count, expected.data());
    REQUIRE(taken == expected);
  }
}

TEST_CASE("A sample between four pixels is their mean", "[encode][micr][strip]") {
  cv::Mat pixels(2, 2, CV_8UC1);
  pixels.at<std::uint8_t>(0, 0) = 10;
  pixels.at<std::uint8_t>(0, 1) = 30;
  pixels.at<std::uint8_t>(1, 0) = 50;
  pixels.at<std::uint8_t>(1, 1) = 70;
  float darkness = 0;
  sample_row(pixels, {fine(0.5), fine(0.5), 0, 0}, 1, &darkness);
  CHECK(darkness == 255 - 40);
  sample_row(pixels, {fine(0), fine(0), 0, 0}, 1, &darkness);
  CHECK(darkness == 255 - 10);
}

}  // namespace lockbox::encode
