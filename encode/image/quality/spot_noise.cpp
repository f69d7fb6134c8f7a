#include "encode/image/quality/spot_noise.h"

#include <vector>

#include <opencv2/core/types.hpp>

namespace lockbox::encode {
namespace {

bool has_ink(const BitMask& ink, const cv::Rect& place) {
  const auto inside = place & cv::Rect{0, 0, ink.columns(), ink.rows()};
  for (int y = inside.y; y < inside.br().y; ++y) {
    if (has_marked(ink.row(y), {inside.x, inside.br().x})) return true;
  }
  return false;
}

/// Whether the run that begins at `start` is the top row of a speck: above it, and around the
/// square below it, there is only paper.
bool is_spot(const BitMask& ink, const cv::Point& start, int run_px, int spot_px) {
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

int count_spots(const BitMask& ink, int spot_px) {
  int spots = 0;
  std::vector<Run> runs;
  for (int y = 0; y < ink.rows(); ++y) {
    find_runs(ink.row(y), ink.columns(), runs);
    for (const auto& run : runs) {
      const int run_px = run.to - run.from;
      if (run_px <= spot_px && is_spot(ink, {run.from, y}, run_px, spot_px)) ++spots;
    }
  }
  return spots;
}

}  // namespace lockbox::encode
