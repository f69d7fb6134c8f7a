#include "encode/image/bit_mask.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/chance.h"
#include "encode/image/quality/halved_ink.h"
#include "support/catch.h"

namespace lockbox::encode {
namespace {

/// 255 and 0 by chance, in runs as ink has them.
cv::Mat some_mask(Chance& chance, int rows, int columns) {
  cv::Mat mask(rows, columns, CV_8UC1, cv::Scalar(0));
  for (int y = 0; y < rows; ++y) {
    std::uint8_t value = 0;
    for (int x = 0; x < columns; ++x) {
      if (chance.between(0, 1) < 0.2) value = value == 0 ? 255 : 0;
      mask.at<std::uint8_t>(y, x) = value;
    }
  }
  return mask;
}

cv::Mat spread_out(const BitMask& mask) {
  cv::Mat pixels(mask.rows(), mask.columns(), CV_8UC1);
  for (int y = 0; y < mask.rows(); ++y) {
    for (int x = 0; x < mask.columns(); ++x) {
      pixels.at<std::uint8_t>(y, x) = mask.is_marked(x, y) ? 255 : 0;
    }
  }
  return pixels;
}

bool are_same(const cv::Mat& one, const cv::Mat& other) {
  return one.size() == other.size() && cv::countNonZero(one != other) == 0;
}

int some_width() {
  return GENERATE(1, 2, 15, 16, 17, 63, 64, 65, 127, 128, 129, 200);
}

}  // namespace

TEST_CASE("A packed mask marks what the mask marks", "[encode][bits]") {
  Chance chance{3};
  const auto mask = some_mask(chance, 5, some_width());
  CHECK(are_same(spread_out(BitMask::of(mask)), mask));
  CHECK(are_same(spread_out(BitMask::ink_of(~mask)), mask));
}

TEST_CASE("No bit beyond the last column is set", "[encode][bits]") {
  const int width = GENERATE(1, 17, 63, 65, 100);
  const auto black = BitMask::ink_of(cv::Mat::zeros(1, width, CV_8UC1));
  std::vector<Run> runs;
  find_runs(black.row(0), 1'000, runs);
  CHECK(runs == std::vector<Run>{{0, width}});
}

TEST_CASE("Ink is what is darker than the middle gray", "[encode][bits]") {
  const cv::Mat row = (cv::Mat_<std::uint8_t>(1, 4) << 0, 127, 128, 255);
  CHECK(are_same(spread_out(BitMask::ink_of(row)), row < 128));
}

TEST_CASE("Runs are the marked pixels of a row, left to right", "[encode][bits]") {
  Chance chance{4};
  const int width = some_width();
  const auto mask = BitMask::of(some_mask(chance, 8, width));
  std::vector<Run> runs;
  for (int y = 0; y < mask.rows(); ++y) {
    find_runs(mask.row(y), width, runs);
    int x = 0;
    for (const auto& run : runs) {
      REQUIRE(run.from < run.to);
      REQUIRE((run.from > x || run.from == 0));  // Runs that touch would be one.
      for (; x < run.from; ++x) REQUIRE_FALSE(mask.is_marked(x, y));
      for (; x < run.to; ++x) REQUIRE(mask.is_marked(x, y));
    }
    for (; x < width; ++x) REQUIRE_FALSE(mask.is_marked(x, y));
  }
}

TEST_CASE("Marking and clearing a run leaves what is beside it", "[encode][bits]") {
  constexpr int width = 200;
  const Run run = GENERATE(Run{0, 1}, Run{0, 64}, Run{63, 65}, Run{10, 150}, Run{64, 128},
                           Run{150, 200}, Run{0, 200});
  std::vector<Run> runs;
  BitMask mask{1, width};
  mark(mask.row(0), run);
  find_runs(mask.row(0), width, runs);
  CHECK(runs == std::vector<Run>{run});
  mark(mask.row(0), {0, width});
  clear(mask.row(0), run);
  find_runs(mask.row(0), width, runs);
  std::vector<Run> beside;
  if (run.from > 0) beside.push_back({0, run.from});
  if (run.to < width) beside.push_back({run.to, width});
  CHECK(runs == beside);
}

TEST_CASE("Folded rows are what an upright brick makes of a mask", "[encode][bits]") {
  Chance chance{6};
  const auto mask = some_mask(chance, 40, 130);
  const int height = GENERATE(1, 3, 4, 7);
  const auto brick = cv::getStructuringElement(cv::MORPH_RECT, {1, height});
  const int first = -(height / 2);
  const int last = first + height - 1;
  cv::Mat expected;
  cv::dilate(mask, expected, brick);
  CHECK(are_same(spread_out(fold_rows(BitMask::of(mask), Fold::Any, first, last)), expected));
  cv::erode(mask, expected, brick);
  CHECK(are_same(spread_out(fold_rows(BitMask::of(mask), Fold::All, first, last)), expected));
}

TEST_CASE("A row counts and finds its marked pixels", "[encode][bits]") {
  Chance chance{8};
  const int width = some_width();
  const auto mask = some_mask(chance, 2, width);
  const auto bits = BitMask::of(mask);
  CHECK(count_marked(bits.row(0)) == cv::countNonZero(mask.row(0)));
  CHECK(count_marked(bits.row(0), bits.row(1)) == cv::countNonZero(mask.row(0) & mask.row(1)));
  for (int from = 0; from < width; from += 7) {
    for (int to = from; to <= width; to += 5) {
      const auto part = mask.row(0).colRange(from, to);
      CHECK(has_marked(bits.row(0), {from, to}) == (from < to && cv::countNonZero(part) > 0));
    }
  }
}

TEST_CASE("A transposed mask has columns for rows", "[encode][bits]") {
  Chance chance{9};
  const auto mask = some_mask(chance, 70, 130);
  CHECK(are_same(spread_out(transposed(BitMask::of(mask))), mask.t()));
}

TEST_CASE("Ink halved twice is what the library makes of the picture", "[encode][bits]") {
  Chance chance{10};
  const auto mask = some_mask(chance, GENERATE(4, 37, 40), GENERATE(4, 66, 131, 256));
  const auto halve = [](const cv::Mat& pixels) {
    const cv::Size half{pixels.cols / 2, pixels.rows / 2};
    cv::Mat halved;
    cv::resize(pixels(cv::Rect{{0, 0}, half * 2}), halved, half, 0, 0, cv::INTER_AREA);
    return halved;
  };
  const auto halved = halved_twice(BitMask::of(mask));
  CHECK(are_same(halved.ink, halve(halve(mask))));
  CHECK(are_same(halved.pixels, halve(halve(~mask))));
}

TEST_CASE("What one mask marks without another is in the one only", "[encode][bits]") {
  Chance chance{7};
  const auto one = some_mask(chance, 6, 90);
  const auto other = some_mask(chance, 6, 90);
  CHECK(are_same(spread_out(without(BitMask::of(one), BitMask::of(other))), one & ~other));
}

}  // namespace lockbox::encode
