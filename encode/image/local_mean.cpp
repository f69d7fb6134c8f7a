#include "encode/image/local_mean.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

#include "core/check.h"
#include "encode/image/wide_vectors.h"

namespace lockbox::encode {
namespace {

constexpr int white = 255;
constexpr int stretch = 32;  ///< Pixels that are looked at together.

/// Moves the sums of all columns on by one row.
LOCKBOX_WIDE_VECTORS
void move_on(const std::uint8_t* entering, const std::uint8_t* leaving, int count, int* sums) {
  for (int x = 0; x < count; ++x) sums[x] += entering[x] - leaving[x];
}

LOCKBOX_WIDE_VECTORS
void add(const std::uint8_t* row, int count, int* sums) {
  for (int x = 0; x < count; ++x) sums[x] += row[x];
}

/// What a pixel must be to count as dark.
struct Darkness {
  int area;       ///< Pixels in a sum; an odd number.
  int darker_by;  ///< Than their mean.
};

/// Compares `count` pixels of a row with the sums around them.
///
/// The mean, rounded, is at least a whole number m if the sum of an odd `area` of pixels is at
/// least area * m - area / 2: no division, and no rounding to differ in.
LOCKBOX_WIDE_VECTORS
void compare(const std::uint8_t* row, const int* sums, int count, Darkness dark,
             std::uint8_t* mask) {
  for (int x = 0; x < count; ++x) {
    mask[x] = sums[x] >= dark.area * (row[x] + dark.darker_by) - dark.area / 2 ? 255 : 0;
  }
}

/// Whether one of the pixels of a stretch is no lighter than `gray`.
bool is_dark(const std::uint8_t* pixels, int gray) {
  std::uint8_t darkest = 255;
  for (int x = 0; x < stretch; ++x) darkest = std::min(darkest, pixels[x]);
  return darkest <= gray;
}

/// The part of the row outside of which every pixel is lighter than `gray`, by whole stretches.
cv::Range dark_part(const std::uint8_t* row, int count, int gray) {
  int first = 0;
  while (first + stretch <= count && !is_dark(row + first, gray)) first += stretch;
  int end = count / stretch * stretch;
  const bool ends_dark =
      std::any_of(row + end, row + count, [gray](int pixel) { return pixel <= gray; });
  if (ends_dark) return {first, count};
  while (end > first && !is_dark(row + end - stretch, gray)) end -= stretch;
  return {first, std::max(first, end)};
}

/// The sums of `side` columns from each on, for `count` columns.
void sum_across(const int* columns, int side, int count, int* sums) {
  int sum = 0;
  for (int i = 0; i < side; ++i) sum += columns[i];
  const auto* entering = columns + side;
  for (int x = 0; x + 1 < count; ++x) {
    sums[x] = sum;
    sum += entering[x] - columns[x];
  }
  sums[count - 1] = sum;
}

/// The sums of the columns of the picture over some rows, with the outer ones repeated beyond.
class ColumnSums {
 public:
  ColumnSums(const cv::Mat& pixels, int reach)
      : pixels_{pixels}, reach_{reach}, sums_(static_cast<std::size_t>(pixels.cols + 2 * reach)) {
    for (int y = -reach; y <= reach; ++y) add(row(y), pixels.cols, within());
    repeat_ends();
  }

  /// From the rows around the one before `y` on to those around `y`.
  void move_to(int y) {
    const auto* entering = row(y + reach_);
    const auto* leaving = row(y - reach_ - 1);
    if (std::memcmp(entering, leaving, static_cast<std::size_t>(pixels_.cols)) == 0) return;
    move_on(entering, leaving, pixels_.cols, within());
    repeat_ends();
  }

  /// The sum `reach` columns to the left of column `x` of the picture, and those after it.
  [[nodiscard]] const int* around(int x) const { return sums_.data() + x; }

 private:
  [[nodiscard]] const std::uint8_t* row(int y) const {
    return pixels_.ptr<std::uint8_t>(std::clamp(y, 0, pixels_.rows - 1));
  }
  int* within() { return sums_.data() + reach_; }
  void repeat_ends() {
    std::fill_n(sums_.data(), reach_, within()[0]);
    std::fill_n(within() + pixels_.cols, reach_, within()[pixels_.cols - 1]);
  }

  const cv::Mat& pixels_;
  int reach_;
  std::vector<int> sums_;
};

LOCKBOX_WIDE_VECTORS
void add(const float* row, int count, float* sums) {
  for (int x = 0; x < count; ++x) sums[x] += row[x];
}

LOCKBOX_WIDE_VECTORS
void scale(float share, int count, float* sums) {
  for (int x = 0; x < count; ++x) sums[x] *= share;
}

}  // namespace

cv::Mat darker_than_mean(const cv::Mat& pixels, int side, int darker_by) {
  ENSURE(side % 2 == 1 && side <= local_mean_side_max);
  if (pixels.empty()) return {};
  cv::Mat mask = cv::Mat::zeros(pixels.size(), CV_8UC1);
  ColumnSums columns{pixels, side / 2};
  std::vector<int> sums(static_cast<std::size_t>(pixels.cols));
  for (int y = 0; y < pixels.rows; ++y) {
    if (y > 0) columns.move_to(y);
    // No mean is lighter than white, so that paper needs none.
    const auto* row = pixels.ptr<std::uint8_t>(y);
    const auto part = dark_part(row, pixels.cols, white - darker_by);
    if (part.empty()) continue;
    sum_across(columns.around(part.start), side, part.size(), sums.data());
    compare(row + part.start, sums.data(), part.size(), {side * side, darker_by},
            mask.ptr<std::uint8_t>(y) + part.start);
  }
  return mask;
}

cv::Mat square_means(const cv::Mat& samples, int side) {
  ENSURE(side > 0 && samples.type() == CV_32FC1);
  const int before = side / 2;
  const int count = samples.cols;
  cv::Mat means = cv::Mat::zeros(samples.size(), CV_32FC1);
  std::vector<float> columns(static_cast<std::size_t>(count + side - 1));
  float* const within = columns.data() + before;
  const auto mirrored = [](int at, int size) {
    return cv::borderInterpolate(at, size, cv::BORDER_REFLECT_101);
  };
  std::vector<std::pair<int, int>> mirrors;
  for (int x = -before; x < count + side - 1 - before; ++x) {
    if (x < 0 || x >= count) mirrors.emplace_back(x, mirrored(x, count));
  }
  for (int y = 0; y < samples.rows; ++y) {
    std::ranges::fill(columns, 0.0F);
    for (int i = 0; i < side; ++i) {
      add(samples.ptr<float>(mirrored(y - before + i, samples.rows)), count, within);
    }
    for (const auto& [beyond, inside] : mirrors) within[beyond] = within[inside];
    auto* const row = means.ptr<float>(y);
    for (int i = 0; i < side; ++i) add(columns.data() + i, count, row);
    scale(1.0F / static_cast<float>(side * side), count, row);
  }
  return means;
}

}  // namespace lockbox::encode
