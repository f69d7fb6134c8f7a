#include "encode/micr/e13b_cells.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <utility>

namespace lockbox::encode {
namespace {

/// A place whose best correlation is below this is no glyph.
constexpr float correlation_min = 0.45F;
constexpr float cost_of_drift = 0.15F;  ///< At the greatest drift.
constexpr float cost_of_gap = 0.10F;
/// A column without ink varies less than this, as a share of the line's contrast.
constexpr double ink_range_min = 0.25;

struct Step {
  float total = 0;
  int previous = -1;
};

/// Columns whose glyph rows hold ink.
std::vector<bool> inked_columns(const Strip& strip) {
  cv::Mat darkest;
  cv::Mat lightest;
  const auto rows = strip.darkness.rowRange(strip_margin, strip_margin + glyph_samples);
  cv::reduce(rows, darkest, 0, cv::REDUCE_MAX);
  cv::reduce(strip.darkness, lightest, 0, cv::REDUCE_MIN);
  std::vector<bool> inked;
  for (int x = 0; x < darkest.cols; ++x) {
    const float range = darkest.at<float>(x) - lightest.at<float>(x);
    inked.push_back(range > ink_range_min * strip.contrast);
  }
  return inked;
}

/// The best correlation at every right edge that has ink to its left.
class EdgeScan {
 public:
  explicit EdgeScan(const Strip& strip)
      : strip_{strip}, inked_{inked_columns(strip)}, best_(inked_.size(), 0) {}

  std::vector<float> run() && {
    // A glyph correlates nearly as well one sample beside its place, so every second edge tells
    // where the others are worth a look.
    constexpr float nearly_min = correlation_min - 0.2F;
    const int count = static_cast<int>(best_.size());
    for (int right = 2; right < count; right += 2) plan(right);
    look();
    for (int right = 1; right < count; right += 2) {
      const auto at = static_cast<std::size_t>(right);
      const float after = right + 1 < count ? best_[at + 1] : 1;
      if (std::max(best_[at - 1], after) >= nearly_min) plan(right);
    }
    look();
    return std::move(best_);
  }

 private:
  void plan(int right) {
    const Place place = place_at(strip_, right);
    if (inked_[static_cast<std::size_t>(right) - 1] && fits(strip_, place)) {
      planned_.push_back(place);
    }
  }

  void look() {
    std::vector<Comparison> found(planned_.size());
    standard_templates().compare_modules(strip_, planned_, found);
    for (std::size_t i = 0; i < found.size(); ++i) {
      best_[static_cast<std::size_t>(planned_[i].right)] = found[i].best();
    }
    planned_.clear();
  }

  const Strip& strip_;
  std::vector<bool> inked_;
  std::vector<float> best_;
  std::vector<Place> planned_;  ///< To be looked at together.
};

/// How a chain comes best to the right edge `at`: after a gap from the best chain that has ended
/// long enough before it, or from a neighbour about one pitch away.
Step step_to(int at, const std::vector<float>& best, const std::vector<Step>& steps,
             const std::vector<int>& leader) {
  const int pitch = static_cast<int>(std::lround(pitch_samples));
  const int gap = pitch + drift_samples + 1;
  Step step;
  if (at >= gap && leader[static_cast<std::size_t>(at - gap)] >= 0) {
    step.previous = leader[static_cast<std::size_t>(at - gap)];
    step.total = steps[static_cast<std::size_t>(step.previous)].total - cost_of_gap;
  }
  for (int drift = -drift_samples; drift <= drift_samples; ++drift) {
    const int from = at - pitch + drift;
    if (from < 0 || best[static_cast<std::size_t>(from)] < correlation_min) continue;
    const float off = static_cast<float>(drift) / static_cast<float>(drift_samples);
    const float total = steps[static_cast<std::size_t>(from)].total - cost_of_drift * off * off;
    if (total > step.total || step.previous < 0) step = {total, from};
  }
  step.total = std::max(step.total, 0.0F) + best[static_cast<std::size_t>(at)] - correlation_min;
  return step;
}

}  // namespace

std::vector<Place> find_cells(const Strip& strip) {
  const auto best = EdgeScan{strip}.run();
  std::vector<Step> steps(best.size());
  std::vector<int> leader(best.size(), -1);  ///< The best chain that ends at or before here.
  for (int at = 0; at < static_cast<int>(best.size()); ++at) {
    const auto here = static_cast<std::size_t>(at);
    if (at > 0) leader[here] = leader[here - 1];
    if (best[here] < correlation_min) continue;
    steps[here] = step_to(at, best, steps, leader);
    const int first = leader[here];
    if (first < 0 || steps[here].total > steps[static_cast<std::size_t>(first)].total) {
      leader[here] = at;
    }
  }
  std::vector<Place> cells;
  int at = leader.empty() ? -1 : leader.back();
  for (; at >= 0; at = steps[static_cast<std::size_t>(at)].previous) {
    cells.push_back(place_at(strip, at));
  }
  std::ranges::reverse(cells);
  return cells;
}

}  // namespace lockbox::encode
