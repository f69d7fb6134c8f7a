#include "encode/micr/e13b_cells.h"

#include <algorithm>
#include <cmath>

namespace lockbox::encode {
namespace {

/// A place whose best correlation is below this is no glyph.
constexpr float correlation_min = 0.45F;
/// The standard allows 0.010 inch; overprinted and photographed lines go somewhat further.
constexpr int drift_samples = static_cast<int>(1.2 * samples_per_module);
constexpr float cost_of_drift = 0.15F;  ///< At the greatest drift.
constexpr float cost_of_gap = 0.10F;

struct Step {
  float total = 0;
  int previous = -1;
};

/// The best correlation at every right edge; nothing where there is hardly ink.
std::vector<float> scan(const Strip& strip) {
  std::vector<Place> places;
  for (int right = 0; right < strip.darkness.cols; ++right) {
    const Place place{.right = right, .top = strip_margin};
    if (fits(strip, place)) places.push_back(place);
  }
  std::vector<float> best(static_cast<std::size_t>(strip.darkness.cols), 0);
  if (places.empty()) return best;
  const cv::Mat scores = template_sets()[1].correlate(windows_at(strip, places));
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto* row = scores.ptr<float>(static_cast<int>(i));
    best[static_cast<std::size_t>(places[i].right)] =
        *std::max_element(row, row + e13b_glyph_count);
  }
  return best;
}

}  // namespace

std::vector<Place> find_cells(const Strip& strip) {
  const auto best = scan(strip);
  const int pitch = static_cast<int>(std::lround(pitch_samples));
  const int gap = pitch + drift_samples + 1;
  std::vector<Step> steps(best.size());
  std::vector<int> leader(best.size(), -1);  ///< The best chain that ends at or before here.
  for (int at = 0; at < static_cast<int>(best.size()); ++at) {
    const auto here = static_cast<std::size_t>(at);
    auto& step = steps[here];
    if (at > 0) leader[here] = leader[here - 1];
    if (best[here] < correlation_min) continue;
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
    step.total = std::max(step.total, 0.0F) + best[here] - correlation_min;
    const int first = leader[here];
    if (first < 0 || step.total > steps[static_cast<std::size_t>(first)].total) leader[here] = at;
  }
  std::vector<Place> cells;
  int at = leader.empty() ? -1 : leader.back();
  for (; at >= 0; at = steps[static_cast<std::size_t>(at)].previous) {
    cells.push_back({.right = at, .top = strip_margin});
  }
  std::ranges::reverse(cells);
  return cells;
}

}  // namespace lockbox::encode
