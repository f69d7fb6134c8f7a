#include "encode/image/stroke_scan.h"

#include <algorithm>
#include <array>

namespace lockbox::encode {

int stroke_swing(const cv::Mat& pixels, int row_step) {
  constexpr int apart = 4;
  constexpr int ink_part = 50;  // The darkest fiftieth is ink, the middle gray is the paper's.
  constexpr double swing_share = 0.15;
  constexpr int swing_min = 12;
  std::array<int, 256> counts{};
  int total = 0;
  for (int y = row_step / 2; y < pixels.rows; y += row_step) {
    const auto* row = pixels.ptr<std::uint8_t>(y);
    for (int x = 0; x < pixels.cols; x += apart, ++total) ++counts.at(row[x]);
  }
  const auto level_of = [&counts](int rank) {
    std::size_t level = 0;
    for (int seen = counts[0]; seen <= rank && level < counts.size() - 1;)
      seen += counts.at(++level);
    return static_cast<int>(level);
  };
  const int contrast = level_of(total / 2) - level_of(total / ink_part);
  return std::max(swing_min, static_cast<int>(swing_share * contrast));
}

}  // namespace lockbox::encode
