#include "encode/micr/e13b_judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>
#include <utility>

#include "encode/image/local_mean.h"
#include "encode/image/quantile.h"
#include "encode/image/wide_vectors.h"

namespace lockbox::encode {
namespace {

/// On sound print the margin is above 0.6 and the residual below 0.35; an 8 whose left half is lost
/// looks like a 3 with a margin of up to 0.56.
constexpr double correlation_min = 0.70;
constexpr double margin_min = 0.58;
constexpr double residual_max = 0.48;
constexpr double below_line_max = 0.12;  ///< Of the correlation, against the line's median.
/// A glyph that fits so well, so far ahead of every other, needs no second witness: of 685,000 such
/// on drawn lines of all kinds five were wrong, as an 8 of which half was lost.
constexpr double clear_correlation_min = 0.85;
constexpr double clear_margin_min = 0.75;
constexpr double clear_residual_max = 0.30;
constexpr float clear_chance = 0.9999F;
/// What the network must say at least of a glyph that the shapes are sure of.
constexpr float chance_with_shape = 0.9F;
/// Or of one that leads by so much, and fits so well, by the shapes.
struct Witness {
  float chance_min;
  double margin_min;
  double correlation_min;
};
constexpr std::array witnesses{Witness{0.9F, 0.3, 0}, Witness{0.999F, 0.2, 0.6},
                               Witness{0.99999F, 0, 0}};

/// Adds up samples, and their products with what is expected, of one row.  Sums take turns, since
/// an addition waits for the one before it.
struct RowSums {
  static constexpr int turns = 4;
  std::array<double, turns> samples{};
  std::array<double, turns> products{};

  void add(const float* row, const float* expected, int count) {
    for (int x = 0; x < count; ++x) {
      const auto turn = static_cast<std::size_t>(x % turns);
      samples[turn] += static_cast<double>(row[x]);
      products[turn] += static_cast<double>(row[x]) * static_cast<double>(expected[x]);
    }
  }
};

double total_of(const std::array<double, RowSums::turns>& sums) {
  return sums[0] + sums[1] + (sums[2] + sums[3]);
}

/// What of the samples, scaled and moved, is not as expected.
LOCKBOX_WIDE_VECTORS
void take_off(const float* samples, const float* expected, int count, std::array<float, 2> scale,
              float* off) {
  for (int x = 0; x < count; ++x) off[x] = samples[x] * scale[0] - scale[1] - expected[x];
}

/// Fits paper and ink to the template and gives the worst mean error over 2 by 2 modules.
double worst_residual(const cv::Mat& window, const TemplateSet::Ink& ink) {
  RowSums sums;
  for (int y = 0; y < window.rows; ++y) {
    sums.add(window.ptr<float>(y), ink.flat.ptr<float>(y), window.cols);
  }
  const double strength = total_of(sums.products) / ink.energy;
  if (strength <= 0) return 1;
  const double mean = total_of(sums.samples) / static_cast<double>(window.total());
  const std::array scale{static_cast<float>(1 / strength), static_cast<float>(mean / strength)};
  cv::Mat error{window.size(), CV_32FC1};
  for (int y = 0; y < window.rows; ++y) {
    take_off(window.ptr<float>(y), ink.flat.ptr<float>(y), window.cols, scale, error.ptr<float>(y));
  }
  const cv::Mat means = square_means(error, 2 * samples_per_module);
  const auto* first = means.ptr<float>();
  const auto [low, high] = std::minmax_element(first, first + means.total());
  return std::max(-*low, *high);
}

/// Sets the least lead over another glyph, as a share of the lead that the perfect glyph has over
/// it, and which that glyph is.
void set_lead(const TemplateSet& templates, const Correlations& best, Judgement& cell) {
  cell.margin = 1;
  cell.second = cell.glyph;
  for (std::size_t other = 0; other < best.size(); ++other) {
    if (other == cell.glyph) continue;
    const double perfect = 1 - templates.likeness(cell.glyph, other);
    const double lead = (best[cell.glyph] - best[other]) / perfect;
    if (lead >= cell.margin) continue;
    cell.margin = lead;
    cell.second = other;
  }
}

/// Where within `shift_max` of the cell some glyph fits best, by its modules.
Place best_place(const Strip& strip, const Place& cell, const TemplateSet& templates) {
  Place best = cell;
  float highest = 0;
  for (int down = -shift_max; down <= shift_max; ++down) {
    for (int across = -shift_max; across <= shift_max; ++across) {
      const Place place{.right = cell.right + across, .top = cell.top + down};
      if (!fits(strip, place)) continue;
      const float score = std::ranges::max(templates.correlate_modules(strip, place));
      if (score <= highest) continue;
      highest = score;
      best = place;
    }
  }
  return best;
}

}  // namespace

double Judgement::confidence() const {
  return chances[glyph];
}

bool Judgement::is_clear() const {
  return correlation >= clear_correlation_min && margin >= clear_margin_min &&
         residual <= clear_residual_max;
}

const TemplateSet& choose_rendering(const Strip& strip, std::span<const Place> cells) {
  constexpr double correlation_most = 1.001;  // One, and what rounding adds.
  // A dozen cells tell the weight of the print as well as all of them.
  constexpr std::size_t cells_asked = 12;
  const std::size_t step = 1 + cells.size() / cells_asked;
  const TemplateSet* best = nullptr;
  double best_sum = 0;
  for (const auto& set : template_sets()) {
    double sum = 0;
    std::size_t at = 0;
    for (; at < cells.size(); at += step) {
      // Not even perfect fits of all that is left would make it the best.
      const auto left = 1 + (cells.size() - 1 - at) / step;
      if (best != nullptr && sum + correlation_most * static_cast<double>(left) < best_sum) break;
      sum += std::ranges::max(set.correlate(strip, cells[at]));
    }
    if (best != nullptr && (at < cells.size() || sum <= best_sum)) continue;
    best = &set;
    best_sum = sum;
  }
  return *best;
}

Judgement judge_shape(const Strip& strip, const Place& cell, const TemplateSet& templates) {
  // The place itself and those beside it: the coarse search is right to a sample.
  constexpr std::array<std::pair<int, int>, 5> shifts{{{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}}};
  const Place near = best_place(strip, cell, templates);
  Judgement result{.place = near};
  Correlations best{};
  for (const auto& [across, down] : shifts) {
    const Place place{.right = near.right + across, .top = near.top + down};
    if (!fits(strip, place)) continue;
    const auto scores = templates.correlate(strip, place);
    for (std::size_t glyph = 0; glyph < scores.size(); ++glyph) {
      best[glyph] = std::max(best[glyph], scores[glyph]);
      if (scores[glyph] <= result.correlation) continue;
      result.correlation = scores[glyph];
      result.glyph = glyph;
      result.place = place;
    }
  }
  if (result.correlation <= 0) return result;
  set_lead(templates, best, result);
  result.residual =
      worst_residual(strip.darkness(window_at(result.place)), templates.ink(result.glyph));
  return result;
}

void ask_network(const Strip& strip, Judgement& cell) {
  const bool is_asked = cell.chances != GlyphChances{};
  if (cell.correlation <= 0 || is_asked) return;
  if (cell.is_clear()) {
    cell.chances[cell.glyph] = clear_chance;
  } else {
    cell.chances = glyph_chances(strip, cell.place);
  }
}

void accept(std::vector<Judgement>& cells) {
  std::vector<double> correlations;
  for (const auto& cell : cells) {
    if (cell.correlation >= correlation_min) correlations.push_back(cell.correlation);
  }
  if (correlations.empty()) return;
  const double least =
      std::max(correlation_min, median_of(std::move(correlations)) - below_line_max);
  for (auto& cell : cells) {
    const bool fits_shape =
        cell.correlation >= least && cell.margin >= margin_min && cell.residual <= residual_max;
    const float chance = cell.chances[cell.glyph];
    const auto is_enough = [&cell, chance](const Witness& witness) {
      return chance >= witness.chance_min && cell.margin >= witness.margin_min &&
             cell.correlation >= witness.correlation_min;
    };
    cell.is_accepted =
        (fits_shape && chance >= chance_with_shape) || std::ranges::any_of(witnesses, is_enough);
  }
}

}  // namespace lockbox::encode
