#include "encode/image/gray_histogram.h"

#include <cstdint>

namespace lockbox::encode {

GrayHistogram::GrayHistogram(const cv::Mat& pixels, const Sampling& sampling) {
  // Neighbours are mostly of one gray, and counting it again would wait for the count before.
  constexpr std::size_t parts = 4;
  std::array<std::array<std::uint32_t, 256>, parts> counts{};
  for (int y = sampling.row_step / 2; y < pixels.rows; y += sampling.row_step) {
    const auto* row = pixels.ptr<std::uint8_t>(y);
    std::size_t part = 0;
    for (int x = 0; x < pixels.cols; x += sampling.column_step) ++counts[part++ % parts][row[x]];
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
