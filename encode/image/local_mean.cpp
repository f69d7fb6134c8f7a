#include "encode/image/local_mean.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/check.h"
#include "encode/image/wide_vectors.h"

namespace lockbox::encode {
namespace {

/// Moves the sums of all columns on by one row.
LOCKBOX_WIDE_VECTORS
void move_on(const std::uint8_t* entering, const std::uint8_t* leaving, int count, int* sums) {
  for (int x = 0; x < count; ++x) sums[x] += entering[x] - leaving[x];
}

LOCKBOX_WIDE_VECTORS
void add(const std::uint8_t* row, int count, int* sums) {
  for (int x = 0; x < count; ++x) sums[x] += row[x];
}

/// The mean, rounded, is at least a whole number m if the sum of an odd `area` of pixels is at
/// least area * m - area / 2: no division, and no rounding to differ in.
LOCKBOX_WIDE_VECTORS
void compare(const std::uint8_t* row, const int* sums, int count, int area, int darker_by,
             std::uint8_t* mask) {
  for (int x = 0; x < count; ++x) {
    mask[x] = sums[x] >= area * (row[x] + darker_by) - area / 2 ? 255 : 0;
  }
}

/// The sums of `side` columns around each; `columns` has as many more at either end.
void sum_across(const std::vector<int>& columns, int side, std::vector<int>& sums) {
  int sum = 0;
  for (int i = 0; i < side; ++i) sum += columns[static_cast<std::size_t>(i)];
  const auto* leaving = columns.data();
  const auto* entering = leaving + side;
  const auto count = sums.size();
  for (std::size_t x = 0; x + 1 < count; ++x) {
    sums[x] = sum;
    sum += entering[x] - leaving[x];
  }
  sums[count - 1] = sum;
}

}  // namespace

cv::Mat darker_than_mean(const cv::Mat& pixels, int side, int darker_by) {
  ENSURE(side % 2 == 1 && side <= local_mean_side_max);
  if (pixels.empty()) return {};
  const int reach = side / 2;
  const int count = pixels.cols;
  const auto row = [&pixels](int y) {
    return pixels.ptr<std::uint8_t>(std::clamp(y, 0, pixels.rows - 1));
  };
  std::vector<int> columns(static_cast<std::size_t>(count + 2 * reach));
  auto* const within = columns.data() + reach;
  for (int y = -reach; y <= reach; ++y) add(row(y), count, within);
  std::vector<int> sums(static_cast<std::size_t>(count));
  cv::Mat mask{pixels.size(), CV_8UC1};
  for (int y = 0; y < pixels.rows; ++y) {
    if (y > 0) move_on(row(y + reach), row(y - reach - 1), count, within);
    std::fill_n(columns.data(), reach, within[0]);
    std::fill_n(within + count, reach, within[count - 1]);
    sum_across(columns, side, sums);
    compare(row(y), sums.data(), count, side * side, darker_by, mask.ptr<std::uint8_t>(y));
  }
  return mask;
}

}  // namespace lockbox::encode
