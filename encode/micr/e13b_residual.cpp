#include "encode/micr/e13b_residual.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/check.h"
#include "encode/image/wide_vectors.h"
#include "encode/micr/e13b_templates.h"

namespace lockbox::encode {
namespace {

constexpr int square = 2 * samples_per_module;
/// A square reaches so far up and left of its sample, and one less down and right.
constexpr int before = square / 2;
constexpr int padded_width = window_width + square - 1;

using Row = std::array<float, padded_width>;

/// What of a row of samples is not as expected; beyond its ends it is mirrored.
LOCKBOX_WIDE_VECTORS
void take_off(const float* samples, const float* expected, float factor, float offset, float* off) {
  for (int x = 0; x < window_width; ++x) {
    off[before + x] = samples[x] * factor - offset - expected[x];
  }
}

void mirror_ends(Row& row) {
  constexpr std::size_t first = before;
  constexpr std::size_t last = first + window_width - 1;
  for (std::size_t i = 1; i <= first; ++i) row[first - i] = row[first + i];
  for (std::size_t i = 1; last + i < row.size(); ++i) row[last + i] = row[last - i];
}

/// The sums of `square` neighbours, from each on.
LOCKBOX_WIDE_VECTORS
void sum_across(const float* row, float* sums) {
  std::array<float, padded_width - 1> pairs;
  for (std::size_t x = 0; x < pairs.size(); ++x) pairs[x] = row[x] + row[x + 1];
  for (std::size_t x = 0; x < window_width; ++x) sums[x] = pairs[x] + pairs[x + 2] + pairs[x + 4];
}

/// The greatest sum, of either sign, of `square` rows above each other.
LOCKBOX_WIDE_VECTORS
float greatest_down(const std::array<const float*, square>& rows) {
  std::array<float, window_width> sums;
  for (std::size_t x = 0; x < sums.size(); ++x) {
    const float sum =
        (rows[0][x] + rows[1][x]) + (rows[2][x] + rows[3][x]) + (rows[4][x] + rows[5][x]);
    sums[x] = std::abs(sum);
  }
  float greatest = 0;
  for (const float sum : sums) greatest = sum > greatest ? sum : greatest;
  return greatest;
}

/// Row `y` of as many, mirrored beyond the first and the last.
std::size_t mirrored(int y) {
  const int last = window_height - 1;
  return static_cast<std::size_t>(y < 0 ? -y : y > last ? 2 * last - y : y);
}

}  // namespace

double worst_residual(const cv::Mat& window, const cv::Mat& flat, const InkFit& fit) {
  static_assert(square == 6);
  ENSURE(window.size() == cv::Size(window_width, window_height) && flat.size() == window.size());
  if (fit.strength <= 0) return 1;
  std::array<Row, window_height> sums;
  for (int y = 0; y < window_height; ++y) {
    Row off;
    take_off(window.ptr<float>(y), flat.ptr<float>(y), 1 / fit.strength, fit.mean / fit.strength,
             off.data());
    mirror_ends(off);
    sum_across(off.data(), sums[static_cast<std::size_t>(y)].data());
  }
  float greatest = 0;
  for (int y = 0; y < window_height; ++y) {
    std::array<const float*, square> rows{};
    for (int i = 0; i < square; ++i) {
      rows[static_cast<std::size_t>(i)] = sums[mirrored(y - before + i)].data();
    }
    greatest = std::max(greatest, greatest_down(rows));
  }
  return static_cast<double>(greatest) / (square * square);
}

}  // namespace lockbox::encode
