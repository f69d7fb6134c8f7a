#include "encode/micr/e13b_streaks.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

#include <opencv2/core.hpp>

#include "encode/image/ink_mask.h"
#include "encode/image/packed_ink.h"

namespace lockbox::encode {
namespace {

/// How far the grays of a row are from their mean; every so manieth stretch of it tells.
constexpr int stretch = 64;
constexpr int stretches_apart = 3 * stretch;

double spread_of(std::uint64_t sum, std::uint64_t squares, int count) {
  const double mean = static_cast<double>(sum) / std::max(count, 1);
  return std::sqrt(std::max(0.0, static_cast<double>(squares) / std::max(count, 1) - mean * mean));
}

double spread_of(const cv::Mat& pixels, int y) {
  const auto* row = pixels.ptr<std::uint8_t>(y);
  std::uint32_t sum = 0;
  std::uint32_t squares = 0;
  int count = 0;
  for (int from = 0; from + stretch <= pixels.cols; from += stretches_apart, count += stretch) {
    for (int x = from; x < from + stretch; ++x) {
      const std::uint32_t gray = row[x];
      sum += gray;
      squares += gray * gray;
    }
  }
  return spread_of(sum, squares, count);
}

/// The same of a row of bitonal pixels, by their ink: a stretch is one word.
double spread_of(const BitMask& ink, int y) {
  static_assert(stretch == BitMask::word_bits);
  constexpr std::uint64_t white = 255;
  const auto row = ink.row(y);
  std::uint64_t paper = 0;
  int count = 0;
  for (int from = 0; from + stretch <= ink.columns(); from += stretches_apart, count += stretch) {
    paper +=
        static_cast<std::uint64_t>(std::popcount(~row[static_cast<std::size_t>(from / stretch)]));
  }
  return spread_of(white * paper, white * white * paper, count);
}

template <class Picture>
std::vector<double> spreads_of(const Picture& picture, int rows) {
  std::vector<double> spreads;
  spreads.reserve(static_cast<std::size_t>(rows));
  for (int y = 0; y < rows; ++y) spreads.push_back(spread_of(picture, y));
  return spreads;
}

std::vector<double> spreads_of(const GrayImage& picture) {
  const int rows = picture.pixels.rows;
  return picture.bitonal ? spreads_of(*ink_of(picture), rows) : spreads_of(picture.pixels, rows);
}

/// Streaks are rows without ink between rows with it.
std::vector<cv::Range> streaks_in(const std::vector<double>& spreads, int thick_max) {
  constexpr double spread_min = 20;  ///< Of a row that crosses print.
  constexpr double share_max = 0.35;
  const auto count = static_cast<int>(spreads.size());
  std::vector<cv::Range> streaks;
  const auto spread = [&spreads](int i) { return spreads[static_cast<std::size_t>(i)]; };
  for (int first = 1; first < count - 1; ++first) {
    const double limit = share_max * spread(first - 1);
    if (spread(first - 1) < spread_min || spread(first) > limit) continue;
    int end = first + 1;
    while (end < count && end - first <= thick_max && spread(end) <= limit) ++end;
    const bool has_ink_after = end < count && spread(end) >= spread_min && spread(end) > limit;
    if (has_ink_after) streaks.emplace_back(first, end);
    first = end;
  }
  return streaks;
}

/// Fills the rows evenly from those above and below.
void fill(cv::Mat& pixels, const cv::Range& rows) {
  const cv::Mat above = pixels.row(rows.start - 1);
  const cv::Mat below = pixels.row(rows.end);
  for (int y = rows.start; y < rows.end; ++y) {
    const double share = static_cast<double>(y - rows.start + 1) / (rows.size() + 1);
    cv::Mat row = pixels.row(y);
    cv::addWeighted(above, 1 - share, below, share, 0, row);
  }
}

}  // namespace

GrayImage mend_streaks(const GrayImage& picture) {
  constexpr double thick_inches_max = 0.015;
  const int thick_max = std::max(1, static_cast<int>(thick_inches_max * working_dpi(picture)));
  const auto streaks = streaks_in(spreads_of(picture), thick_max);
  GrayImage mended = picture;
  if (streaks.empty()) return mended;
  mended.pixels = picture.pixels.clone();
  for (const auto& streak : streaks) fill(mended.pixels, streak);
  return mended;
}

}  // namespace lockbox::encode
