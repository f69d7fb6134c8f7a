#include "encode/micr/cmc7/cmc7_bands.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <opencv2/core.hpp>

#include "encode/image/ink_mask.h"
#include "encode/image/stroke_scan.h"

namespace lockbox::encode {
namespace {

constexpr double mm_an_inch = 25.4;
constexpr double row_step_mm = 0.9;   ///< A line of 2.85 mm meets three rows.
constexpr double close_mm_min = 0.2;  ///< From stroke to stroke, by two wide tolerances.
constexpr double close_mm_max = 0.65;
constexpr double band_margin_mm = 6;   ///< A line that lies askew goes on above and below.
constexpr int close_strokes_min = 28;  ///< In one row: eight symbols' worth, some strokes broken.
constexpr int rows_min = 2;

/// How many strokes of the row stand close to the stroke before them.
int close_strokes(StrokeScan& strokes, int y, double px_a_mm) {
  const auto least = static_cast<int>(std::floor(close_mm_min * px_a_mm));
  const auto most = static_cast<int>(std::ceil(close_mm_max * px_a_mm));
  int count = 0;
  int last = -most - 1;
  strokes.scan(y, [&](int x) {
    if (x - last >= least && x - last <= most) ++count;
    last = x;
  });
  return count;
}

}  // namespace

std::vector<cv::Range> find_stroke_bands(const GrayImage& image) {
  const double px_a_mm = working_dpi(image) / mm_an_inch;
  const int step = std::max(1, static_cast<int>(row_step_mm * px_a_mm));
  const auto margin = static_cast<int>(band_margin_mm * px_a_mm);
  StrokeScan strokes{image, step, 1};
  std::vector<cv::Range> bands;
  std::vector<int> rows_in;
  for (int y = step / 2; y < image.pixels.rows; y += step) {
    if (close_strokes(strokes, y, px_a_mm) < close_strokes_min) continue;
    if (bands.empty() || y - margin > bands.back().end) {
      bands.emplace_back(std::max(0, y - margin), y + margin);
      rows_in.push_back(0);
    }
    bands.back().end = std::min(image.pixels.rows, y + margin);
    ++rows_in.back();
  }
  std::vector<cv::Range> strong;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    if (rows_in[i] >= rows_min) strong.push_back(bands[i]);
  }
  return strong;
}

}  // namespace lockbox::encode
