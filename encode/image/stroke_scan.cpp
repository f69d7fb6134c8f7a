#include "encode/image/stroke_scan.h"

#include <algorithm>

#include "encode/image/gray_histogram.h"

namespace lockbox::encode {

int stroke_swing(const cv::Mat& pixels, int row_step) {
  constexpr double ink_share = 0.02;  // The middle gray is the paper's.
  constexpr double swing_share = 0.15;
  constexpr int swing_min = 12;
  const GrayHistogram grays{pixels, {.row_step = row_step, .column_step = 4}};
  const int contrast = grays.gray_at(0.5) - grays.gray_at(ink_share);
  return std::max(swing_min, static_cast<int>(swing_share * contrast));
}

}  // namespace lockbox::encode
