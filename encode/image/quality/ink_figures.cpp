#include "encode/image/quality/ink_figures.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/image/gray_histogram.h"

namespace lockbox::encode {
namespace {

/// The share of each row that is set.
std::vector<double> row_shares(const cv::Mat& mask) {
  std::vector<double> shares;
  shares.reserve(static_cast<std::size_t>(mask.rows));
  for (int y = 0; y < mask.rows; ++y) {
    shares.push_back(cv::countNonZero(mask.row(y)) / static_cast<double>(mask.cols));
  }
  return shares;
}

std::vector<double> row_shares(const BitMask& ink) {
  std::vector<double> shares;
  shares.reserve(static_cast<std::size_t>(ink.rows()));
  for (int y = 0; y < ink.rows(); ++y) {
    shares.push_back(count_marked(ink.row(y)) / static_cast<double>(ink.columns()));
  }
  return shares;
}

/// Ink to the very ends of a row: what is printed keeps a margin.
bool reaches_sides(const BitMask& ink, int y) {
  const int margin = std::min(3, ink.columns());
  for (int x = 0; x < margin; ++x) {
    if (!ink.is_marked(x, y) || !ink.is_marked(ink.columns() - 1 - x, y)) return false;
  }
  return true;
}

/// Groups of up to `streak_px` full rows; at the rim they are surroundings.
int count_dark_streaks(const BitMask& ink, const std::vector<double>& rows, int streak_px) {
  constexpr double share_min = 0.95;  // Noise breaks a streak here and there.
  int streaks = 0;
  int thick = 0;
  for (int y = 0; y < ink.rows(); ++y) {
    if (rows[static_cast<std::size_t>(y)] >= share_min && reaches_sides(ink, y)) {
      ++thick;
      continue;
    }
    const bool is_at_rim = y == thick;
    if (thick > 0 && thick <= streak_px && !is_at_rim) ++streaks;
    thick = 0;
  }
  return streaks;
}

/// Rows where hardly any of the ink goes on that lies right above and below them.
int count_light_streaks(const BitMask& ink, const std::vector<double>& rows) {
  constexpr double left_max = 0.03;
  constexpr double ink_min = 0.02;  // Of the width, lest the gap of one letter counts.
  int streaks = 0;
  for (int y = 1; y + 1 < ink.rows(); ++y) {
    const double around =
        count_marked(ink.row(y - 1), ink.row(y + 1)) / static_cast<double>(ink.columns());
    if (around >= ink_min && rows[static_cast<std::size_t>(y)] <= left_max * around) ++streaks;
  }
  return streaks;
}

}  // namespace

double ink_share(const BitMask& ink) {
  std::int64_t count = 0;
  for (int y = 0; y < ink.rows(); ++y) count += count_marked(ink.row(y));
  const auto total = static_cast<double>(ink.rows()) * ink.columns();
  return total == 0 ? 0 : static_cast<double>(count) / total;
}

int count_streaks(const BitMask& ink, int streak_px) {
  const auto rows = row_shares(ink);
  return count_dark_streaks(ink, rows, streak_px) + count_light_streaks(ink, rows);
}

UprightLine line_along_height(const cv::Mat& ink, int margin_px) {
  if (ink.cols <= 2 * margin_px) return {};
  cv::Mat columns;
  const cv::Mat three_wide{1, 3, CV_8UC1, cv::Scalar{1}};
  cv::dilate(ink.colRange(margin_px, ink.cols - margin_px), columns, three_wide);
  cv::transpose(cv::Mat{columns}, columns);
  const auto shares = row_shares(columns);
  const auto most = std::max_element(shares.begin(), shares.end());
  return {.share = *most, .column = margin_px + static_cast<int>(most - shares.begin())};
}

bool is_crossed(const cv::Mat& ink, int column, int reach_px) {
  constexpr int line_px = 3;  // Of the line itself, its shadow and its lean.
  const cv::Range left{column - line_px - reach_px, column - line_px};
  const cv::Range right{column + line_px + 1, column + line_px + 1 + reach_px};
  if (reach_px < 1 || left.start < 0 || right.end > ink.cols) return false;
  // Paper that was folded lies a little higher on one side.
  cv::Mat thick;
  cv::dilate(ink, thick, cv::Mat{3, 1, CV_8UC1, cv::Scalar{1}});
  for (int y = 0; y < thick.rows; ++y) {
    const auto goes_on = [&](const cv::Range& part) {
      return cv::countNonZero(thick.row(y).colRange(part)) == reach_px;
    };
    if (goes_on(left) && goes_on(right)) return true;
  }
  return false;
}

int dark_band(const cv::Mat& dark) {
  constexpr double share_min = 0.5;
  const auto rows = row_shares(dark);
  int highest = 0;
  int high = 0;
  bool is_at_rim = true;
  for (const double share : rows) {
    if (share >= share_min) {
      ++high;
      continue;
    }
    if (!is_at_rim) highest = std::max(highest, high);
    is_at_rim = false;
    high = 0;
  }
  return highest;
}

double edge_width(const cv::Mat& pixels, double contrast) {
  constexpr double steepest_share = 0.001;  // Of all pixels: every page has more edges than that.
  cv::Mat slopes;
  cv::absdiff(pixels.colRange(1, pixels.cols), pixels.colRange(0, pixels.cols - 1), slopes);
  return contrast / std::max(GrayHistogram{slopes}.gray_at(1 - steepest_share), 1);
}

}  // namespace lockbox::encode
