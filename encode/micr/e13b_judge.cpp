#include "encode/micr/e13b_judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>
#include <utility>

#include "encode/image/quantile.h"
#include "encode/micr/e13b_residual.h"

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

/// Places around one that lie within the strip.
class PlacesAround {
  static constexpr std::size_t side = 2 * shift_max + 1;

 public:
  static constexpr std::size_t count_max = side * side;

  PlacesAround(const Strip& strip, const Place& middle) : strip_{strip}, middle_{middle} {}

  void add(int across, int down) {
    const Place place{.right = middle_.right + across, .top = middle_.top + down};
    if (fits(strip_, place)) places_[count_++] = place;
  }
  [[nodiscard]] std::span<const Place> places() const { return std::span{places_}.first(count_); }

 private:
  const Strip& strip_;
  Place middle_;
  std::array<Place, count_max> places_{};
  std::size_t count_ = 0;
};

/// Where within `shift_max` of the cell some glyph fits best, by its modules.
Place best_place(const Strip& strip, const Place& cell, const TemplateSet& templates) {
  PlacesAround around{strip, cell};
  for (int down = -shift_max; down <= shift_max; ++down) {
    for (int across = -shift_max; across <= shift_max; ++across) around.add(across, down);
  }
  const auto places = around.places();
  std::array<Comparison, PlacesAround::count_max> found;
  templates.compare_modules(strip, places, std::span{found}.first(places.size()));
  Place best = cell;
  float highest = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const float score = found[i].best();
    if (score <= highest) continue;
    highest = score;
    best = places[i];
  }
  return best;
}

/// How well the cells fit all together; only so many of them that it falls short of `least`, if it
/// does even with perfect fits of all that is left.
double sum_of_fits(const Strip& strip, std::span<const Place> cells, const TemplateSet& set,
                   double least) {
  constexpr double correlation_most = 1.001;  // One, and what rounding adds.
  constexpr std::size_t at_once = 5;
  double sum = 0;
  while (!cells.empty() && sum + correlation_most * static_cast<double>(cells.size()) >= least) {
    std::array<Comparison, at_once> found;
    const auto some = cells.first(std::min(at_once, cells.size()));
    set.compare(strip, some, std::span{found}.first(some.size()));
    for (std::size_t i = 0; i < some.size(); ++i) sum += found[i].best();
    cells = cells.subspan(some.size());
  }
  return sum;
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
  // A dozen cells tell the weight of the print as well as all of them.
  constexpr std::size_t cells_asked = 12;
  std::vector<Place> asked;
  for (std::size_t at = 0; at < cells.size(); at += 1 + cells.size() / cells_asked) {
    asked.push_back(cells[at]);
  }
  const TemplateSet* best = nullptr;
  double best_sum = 0;
  for (const auto& set : template_sets()) {
    const double sum = sum_of_fits(strip, asked, set, best_sum);
    if (best != nullptr && sum <= best_sum) continue;
    best = &set;
    best_sum = sum;
  }
  return *best;
}

Judgement judge_shape(const Strip& strip, const Place& cell, const TemplateSet& templates) {
  // The place itself and those beside it: the coarse search is right to a sample.
  constexpr std::array<std::pair<int, int>, 5> shifts{{{0, 0}, {-1, 0}, {1, 0}, {0, -1}, {0, 1}}};
  Judgement result{.place = best_place(strip, cell, templates)};
  PlacesAround around{strip, result.place};
  for (const auto& [across, down] : shifts) around.add(across, down);
  const auto places = around.places();
  std::array<Comparison, shifts.size()> found;
  templates.compare(strip, places, std::span{found}.first(places.size()));
  Correlations best{};
  std::size_t best_at = 0;
  for (std::size_t at = 0; at < places.size(); ++at) {
    const auto& scores = found[at].scores;
    for (std::size_t glyph = 0; glyph < scores.size(); ++glyph) {
      best[glyph] = std::max(best[glyph], scores[glyph]);
      if (scores[glyph] <= result.correlation) continue;
      result.correlation = scores[glyph];
      result.glyph = glyph;
      result.place = places[at];
      best_at = at;
    }
  }
  if (result.correlation <= 0) return result;
  set_lead(templates, best, result);
  const auto& ink = templates.ink(result.glyph);
  result.residual =
      worst_residual(strip.darkness(window_at(result.place)), ink.flat,
                     {.mean = found[best_at].mean,
                      .strength = best[result.glyph] * found[best_at].norm / ink.norm});
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
