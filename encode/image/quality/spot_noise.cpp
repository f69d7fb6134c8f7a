#include "encode/image/quality/spot_noise.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include <opencv2/core.hpp>

namespace lockbox::encode {
namespace {

bool has_ink(const cv::Mat& ink, const cv::Rect& place) {
  const auto inside = place & cv::Rect{{0, 0}, ink.size()};
  for (int y = inside.y; y < inside.br().y; ++y) {
    const auto* const row = ink.ptr<std::uint8_t>(y) + inside.x;
    if (std::memchr(row, 255, static_cast<std::size_t>(inside.width)) != nullptr) return true;
  }
  return false;
}

/// Whether the run that begins at `start` is the top row of a speck: above it, and around the
/// square below it, there is only paper.
bool is_spot(const cv::Mat& ink, const cv::Point& start, int run_px, int spot_px) {
  // The rows below may reach further to the left, but never out of the square.
  const int left = start.x - (spot_px - run_px);
  const int reach = 2 * spot_px - run_px;
  const int bottom = start.y + spot_px;
  const int outer_left = left - spot_px;
  const int outer_width = reach + 2 * spot_px;
  return !has_ink(ink, {outer_left, start.y - spot_px, outer_width, spot_px}) &&
         !has_ink(ink, {outer_left, start.y, spot_px, spot_px}) &&
         !has_ink(ink, {left + reach, start.y, spot_px, spot_px}) &&
         !has_ink(ink, {outer_left, bottom, outer_width, spot_px}) &&
         !has_ink(ink, {left, start.y, start.x - left, 1}) &&
         !has_ink(ink, {start.x + run_px, start.y, left + reach - start.x - run_px, 1});
}

}  // namespace

int count_spots(const cv::Mat& ink, int spot_px) {
  int spots = 0;
  for (int y = 0; y < ink.rows; ++y) {
    const auto* const row = ink.ptr<std::uint8_t>(y);
    const auto* const row_end = row + ink.cols;
    const auto* at = row;
    while (at < row_end) {
      const auto* const run = static_cast<const std::uint8_t*>(
          std::memchr(at, 255, static_cast<std::size_t>(row_end - at)));
      if (run == nullptr) break;
      at = std::find(run, row_end, std::uint8_t{0});
      const auto run_px = static_cast<int>(at - run);
      if (run_px > spot_px) continue;
      if (is_spot(ink, {static_cast<int>(run - row), y}, run_px, spot_px)) ++spots;
    }
  }
  return spots;
}

}  // namespace lockbox::encode
