#include "encode/image/stroke_scan.h"

#include <algorithm>

#include "encode/image/gray_histogram.h"

namespace lockbox::encode {
namespace {

/// The gray levels by which a stroke is darker than what is beside it.
int stroke_swing(const cv::Mat& pixels, int row_step) {
  constexpr double ink_share = 0.02;  // The middle gray is the paper's.
  constexpr double swing_share = 0.15;
  constexpr int swing_min = 12;
  const GrayHistogram grays{pixels, {.row_step = row_step, .column_step = 4}};
  const int contrast = grays.gray_at(0.5) - grays.gray_at(ink_share);
  return std::max(swing_min, static_cast<int>(swing_share * contrast));
}

}  // namespace

StrokeScan::StrokeScan(const GrayImage& image, int row_step, int stride)
    : image_{image}, stride_{stride} {
  if (image.bitonal) {
    words_.resize(words_a_row(image.pixels.cols));
  } else {
    swing_ = stroke_swing(image.pixels, row_step);
  }
}

void StrokeScan::find_ink(int y) {
  const int columns = image_.pixels.cols;
  pack_ink({image_.pixels.ptr<std::uint8_t>(y), static_cast<std::size_t>(columns)}, words_);
  find_runs(words_, columns, runs_);
}

}  // namespace lockbox::encode
