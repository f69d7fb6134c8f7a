#include "encode/image/gray_histogram.h"

#include <cstdint>
#include <cstring>

namespace lockbox::encode {
namespace {

/// Neighbours are mostly of one gray, and counting it again would wait for the count before: four
/// counts take turns.
constexpr std::size_t parts = 4;
using Counts = std::array<std::array<std::uint32_t, 256>, parts>;

/// Eight pixels of one gray, as nearly all of the paper is, are counted at once.
void count_all(const std::uint8_t* row, int columns, Counts& counts) {
  constexpr int together = 8;
  constexpr std::uint64_t each = 0x0101010101010101;
  int x = 0;
  for (; x + together <= columns; x += together) {
    std::uint64_t pixels = 0;
    std::memcpy(&pixels, row + x, sizeof pixels);
    if (pixels == each * row[x]) {
      counts[0][row[x]] += together;
      continue;
    }
    for (int i = 0; i < together; ++i) ++counts[static_cast<std::size_t>(i) % parts][row[x + i]];
  }
  for (; x < columns; ++x) ++counts[0][row[x]];
}

}  // namespace

GrayHistogram::GrayHistogram(const cv::Mat& pixels, const Sampling& sampling) {
  Counts counts{};
  for (int y = sampling.row_step / 2; y < pixels.rows; y += sampling.row_step) {
    const auto* row = pixels.ptr<std::uint8_t>(y);
    if (sampling.column_step == 1) {
      count_all(row, pixels.cols, counts);
    } else {
      for (int x = 0; x < pixels.cols; x += sampling.column_step) ++counts[0][row[x]];
    }
  }
  for (const auto& part : counts) {
    for (std::size_t gray = 0; gray < counts_.size(); ++gray) {
      counts_[gray] += part[gray];
      total_ += part[gray];
    }
  }
}

int GrayHistogram::gray_at(double share) const {
  const auto rank = static_cast<std::size_t>(share * static_cast<double>(total_));
  std::size_t gray = 0;
  for (std::size_t seen = counts_[0]; seen <= rank && gray + 1 < counts_.size();) {
    seen += counts_.at(++gray);
  }
  return total_ == 0 ? 0 : static_cast<int>(gray);
}

}  // namespace lockbox::encode
