#include "encode/coupon/linear_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include <opencv2/core.hpp>

#include "encode/coupon/band_reader.h"
#include "encode/coupon/bar_profile.h"
#include "encode/coupon/barcode_ballot.h"

namespace lockbox::encode {
namespace {

/// From the plain reading to what helps faint, soft, spread and noisy prints.
constexpr std::array<BarThreshold, 13> bar_thresholds{{
    {.sharpness = 0, .window_px = 40, .level = 0.5, .thinning_px = 0, .bands = 1},
    {.sharpness = 0, .window_px = 40, .level = 0.5, .thinning_px = 0.5, .bands = 1},
    {.sharpness = 2, .window_px = 40, .level = 0.5, .thinning_px = 0, .bands = 1},
    {.sharpness = 0, .window_px = 40, .level = 0.5, .thinning_px = -0.5, .bands = 1},
    {.sharpness = 2, .window_px = 16, .level = 0.5, .thinning_px = 0, .bands = 2},
    {.sharpness = 2, .window_px = 40, .level = 0.5, .thinning_px = 0.5, .bands = 2},
    {.sharpness = 2, .window_px = 40, .level = 0.5, .thinning_px = -0.5, .bands = 2},
    {.sharpness = 0, .window_px = 12, .level = 0.5, .thinning_px = 0.25, .bands = 1},
    {.sharpness = 4, .window_px = 12, .level = 0.5, .thinning_px = 0, .bands = 2},
    {.sharpness = 0, .window_px = 40, .level = 0.3, .thinning_px = 0, .bands = 2},
    {.sharpness = 0, .window_px = 40, .level = 0.7, .thinning_px = 0, .bands = 2},
    {.sharpness = 0, .window_px = 40, .level = 0.5, .thinning_px = 1, .bands = 2},
    {.sharpness = 8, .window_px = 24, .level = 0.5, .thinning_px = 0, .bands = 3},
}};

/// One vote of one band for every format in which it says something.
void vote(const BarProfile& profile, const cv::Mat& band, BarcodeBallot& ballot) {
  for (const auto format : {BarcodeFormat::Itf, BarcodeFormat::Code128, BarcodeFormat::Code39}) {
    auto read = read_band(band, format);
    if (!read) continue;
    ballot.add({std::move(read->text), format, page_box(profile, read->from, read->to), 0});
  }
}

}  // namespace

std::optional<BarcodeRead> read_bars(const cv::Mat& gray, const BarcodeRegion& region) {
  const auto profile = bar_profile(gray, region);
  if (!shows_bars(profile)) return std::nullopt;
  BarcodeBallot ballot;
  for (const auto& threshold : bar_thresholds) {
    const auto bars = binarize(profile, threshold);
    ballot.count_attempt(bars.rows);
    for (int i = 0; i < bars.rows; ++i) vote(profile, bars.row(i), ballot);
    if (auto read = ballot.winner()) return read;
  }
  return std::nullopt;
}

}  // namespace lockbox::encode
