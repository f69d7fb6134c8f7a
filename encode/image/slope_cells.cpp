#include "encode/image/slope_cells.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "encode/image/wide_vectors.h"

namespace lockbox::encode {
namespace {

constexpr int reach_px = 2;  ///< From a pixel to what its slope is made of, both ways.
constexpr int half = 2;      ///< Slopes are halved in size first, then summed up to cells.
constexpr int halves_a_cell = slope_cell_px / half;
/// Rows of pixels that the cells of one row are made of.
constexpr int rows_needed = slope_cell_px + reach_px;

using Pixels = const std::uint8_t*;

/// The mean of two grays; what is between two whole ones goes to the even one.
std::uint8_t mean_of(std::uint8_t one, std::uint8_t other) {
  const auto least = static_cast<unsigned>((one & other) + ((one ^ other) >> 1));
  return static_cast<std::uint8_t>(least + ((one ^ other) & least & 1U));
}

std::uint8_t difference_of(std::uint8_t one, std::uint8_t other) {
  return static_cast<std::uint8_t>(std::max(one, other) - std::min(one, other));
}

/// `count` slopes along the row.
LOCKBOX_WIDE_VECTORS
void slopes_across(Pixels row, Pixels below, int count, std::uint8_t* slopes) {
  for (int x = 0; x < count; ++x) {
    slopes[x] =
        difference_of(mean_of(row[x], below[x]), mean_of(row[x + reach_px], below[x + reach_px]));
  }
}

/// `count` slopes from the row down to the second below.
LOCKBOX_WIDE_VECTORS
void slopes_down(Pixels row, Pixels second, int count, std::uint8_t* slopes) {
  for (int x = 0; x < count; ++x) {
    slopes[x] = difference_of(mean_of(row[x], row[x + 1]), mean_of(second[x], second[x + 1]));
  }
}

/// Adds the means of two by two slopes to `sums`, one sum for each pair of columns.
LOCKBOX_WIDE_VECTORS
void add_halved(const std::uint8_t* upper, const std::uint8_t* lower, int count,
                std::uint16_t* sums) {
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const int four = upper[2 * i] + upper[2 * i + 1] + lower[2 * i] + lower[2 * i + 1];
    sums[i] = static_cast<std::uint16_t>(sums[i] + ((four + 2) >> 2));
  }
}

/// Makes the cells of one row of them after the other.
class CellRows {
 public:
  CellRows(const cv::Mat& pixels, Slope slope, int columns)
      : pixels_{pixels},
        slope_{slope},
        columns_{columns},
        upper_(static_cast<std::size_t>(columns) * slope_cell_px),
        lower_(upper_.size()),
        sums_(upper_.size() / half) {}

  void make(int cell_row, std::uint8_t* cells) {
    const int top = cell_row * slope_cell_px;
    std::ranges::fill(sums_, std::uint16_t{0});
    for (int y = top; y < top + slope_cell_px; y += half) {
      find_slopes(y, upper_.data());
      find_slopes(y + 1, lower_.data());
      add_halved(upper_.data(), lower_.data(), static_cast<int>(sums_.size()), sums_.data());
    }
    constexpr int halves = halves_a_cell * halves_a_cell;
    const auto* from = sums_.data();
    for (int cell = 0; cell < columns_; ++cell, from += halves_a_cell) {
      int sum = 0;
      for (int i = 0; i < halves_a_cell; ++i) sum += from[i];
      cells[cell] = static_cast<std::uint8_t>((sum + halves / 2) / halves);
    }
  }

 private:
  void find_slopes(int y, std::uint8_t* slopes) const {
    const auto* row = pixels_.ptr<std::uint8_t>(y);
    const int count = columns_ * slope_cell_px;
    if (slope_ == Slope::Across) {
      slopes_across(row, pixels_.ptr<std::uint8_t>(y + 1), count, slopes);
    } else {
      slopes_down(row, pixels_.ptr<std::uint8_t>(y + reach_px), count, slopes);
    }
  }

  const cv::Mat& pixels_;
  Slope slope_;
  int columns_;
  std::vector<std::uint8_t> upper_;
  std::vector<std::uint8_t> lower_;
  std::vector<std::uint16_t> sums_;
};

/// Whether the row is of one gray, the same as `gray`.
bool is_plain(const cv::Mat& pixels, int y, std::uint8_t gray) {
  const auto* row = pixels.ptr<std::uint8_t>(y);
  return row[0] == gray &&
         std::memcmp(row, row + 1, static_cast<std::size_t>(pixels.cols) - 1) == 0;
}

/// For each row of pixels, how many before it in turn and itself are of one gray together.
std::vector<int> plain_rows(const cv::Mat& pixels) {
  std::vector<int> plain(static_cast<std::size_t>(pixels.rows));
  int in_turn = 0;
  std::uint8_t gray = 0;
  for (int y = 0; y < pixels.rows; ++y) {
    if (!is_plain(pixels, y, gray)) {
      gray = *pixels.ptr<std::uint8_t>(y);
      in_turn = is_plain(pixels, y, gray) ? 1 : 0;
    } else {
      ++in_turn;
    }
    plain[static_cast<std::size_t>(y)] = in_turn;
  }
  return plain;
}

}  // namespace

cv::Mat slope_cells(const cv::Mat& pixels, Slope slope) {
  const int columns = std::max(pixels.cols - reach_px, 0) / slope_cell_px;
  const int rows = std::max(pixels.rows - reach_px, 0) / slope_cell_px;
  if (columns == 0 || rows == 0) return {};
  cv::Mat cells = cv::Mat::zeros(rows, columns, CV_8UC1);
  const auto plain = plain_rows(pixels);
  CellRows make{pixels, slope, columns};
  for (int row = 0; row < rows; ++row) {
    const auto last = static_cast<std::size_t>(row * slope_cell_px + rows_needed - 1);
    if (plain[last] < rows_needed) make.make(row, cells.ptr<std::uint8_t>(row));
  }
  cv::blur(cells, cells, {5, 1});
  return cells;
}

}  // namespace lockbox::encode
