#include "encode/micr/cmc7/cmc7_bands.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <opencv2/core.hpp>

#include "encode/image/ink_mask.h"

namespace lockbox::encode {
namespace {

constexpr double mm_an_inch = 25.4;
constexpr double row_step_mm = 0.9;   ///< A line of 2.85 mm meets three rows.
constexpr double close_mm_min = 0.2;  ///< From stroke to stroke, by two wide tolerances.
constexpr double close_mm_max = 0.65;
constexpr double band_margin_mm = 6;   ///< A line that lies askew goes on above and below.
constexpr double swing_share = 0.15;   ///< Of the page's contrast: by which a stroke is darker than
constexpr int swing_min = 12;          ///< what is beside it, and gray levels at least.
constexpr int close_strokes_min = 28;  ///< In one row: eight symbols' worth, some strokes broken.
constexpr int rows_min = 2;

/// How many strokes of the row stand close to the stroke before them.  A stroke is a fall and a
/// rise of the brightness, however wide it is.
int close_strokes(const std::uint8_t* row, int size, double px_a_mm, int swing) {
  const auto least = static_cast<int>(std::floor(close_mm_min * px_a_mm));
  const auto most = static_cast<int>(std::ceil(close_mm_max * px_a_mm));
  int count = 0;
  int last = -most - 1;
  int darkest_at = 0;
  int extreme = row[0];  // The brightest since the last stroke, or the darkest within one.
  bool in_stroke = false;
  for (int x = 1; x < size; ++x) {
    const int level = row[x];
    if (in_stroke && level >= extreme + swing) {
      const int apart = darkest_at - last;
      if (apart >= least && apart <= most) ++count;
      last = darkest_at;
      in_stroke = false;
      extreme = level;
    } else if (!in_stroke && level <= extreme - swing) {
      in_stroke = true;
      extreme = level;
      darkest_at = x;
    } else if (in_stroke ? level < extreme : level > extreme) {
      extreme = level;
      darkest_at = x;
    }
  }
  return count;
}

/// The swing of a stroke, by the gray levels of every fourth pixel of every `step`th row.
int swing_on(const cv::Mat& pixels, int step) {
  constexpr int apart = 4;
  constexpr int ink_part = 50;  ///< The darkest fiftieth is ink, the middle gray is the paper's.
  std::array<int, 256> counts{};
  int total = 0;
  for (int y = step / 2; y < pixels.rows; y += step) {
    const auto* row = pixels.ptr<std::uint8_t>(y);
    for (int x = 0; x < pixels.cols; x += apart, ++total) ++counts.at(row[x]);
  }
  const auto level_of = [&counts](int rank) {
    int level = 0;
    for (int seen = counts[0]; seen <= rank && level < 255;) {
      seen += counts.at(static_cast<std::size_t>(++level));
    }
    return level;
  };
  const int contrast = level_of(total / 2) - level_of(total / ink_part);
  return std::max(swing_min, static_cast<int>(swing_share * contrast));
}

}  // namespace

std::vector<cv::Range> find_stroke_bands(const GrayImage& image) {
  const double px_a_mm = working_dpi(image) / mm_an_inch;
  const int step = std::max(1, static_cast<int>(row_step_mm * px_a_mm));
  const auto margin = static_cast<int>(band_margin_mm * px_a_mm);
  const int swing = swing_on(image.pixels, step);
  std::vector<cv::Range> bands;
  std::vector<int> rows_in;
  for (int y = step / 2; y < image.pixels.rows; y += step) {
    const auto* row = image.pixels.ptr<std::uint8_t>(y);
    if (close_strokes(row, image.pixels.cols, px_a_mm, swing) < close_strokes_min) continue;
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
