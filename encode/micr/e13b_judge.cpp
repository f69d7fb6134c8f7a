#include "encode/micr/e13b_judge.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lockbox::encode {
namespace {

/// On sound print the margin is above 0.6 and the residual below 0.35; an 8 whose left half is lost
/// looks like a 3 with a margin of up to 0.56.
constexpr double correlation_min = 0.70;
constexpr double margin_min = 0.58;
constexpr double residual_max = 0.48;
constexpr double below_line_max = 0.12;  ///< Of the correlation, against the line's median.
/// What the network must say at least of a glyph that the shapes are sure of, of one that they
/// favour, and of one that they only name.
constexpr float chance_with_shape = 0.9F;
constexpr float chance_with_lead = 0.97F;
constexpr float chance_alone = 0.999F;
constexpr double lead_min = 0.2;

/// Fits paper and ink to the template and gives the worst mean error over 2 by 2 modules.
double worst_residual(const cv::Mat& window, const cv::Mat& picture) {
  const cv::Scalar window_mean = cv::mean(window);
  const cv::Scalar picture_mean = cv::mean(picture);
  const cv::Mat ink = picture - picture_mean;
  const double strength = ink.dot(window) / ink.dot(ink);
  if (strength <= 0) return 1;
  cv::Mat error = (window - window_mean) / strength - ink;
  cv::blur(error, error, {2 * samples_per_module, 2 * samples_per_module});
  double low = 0;
  double high = 0;
  cv::minMaxLoc(error, &low, &high);
  return std::max(-low, high);
}

/// The least lead over another glyph, as a share of the lead that the perfect glyph has over it.
double lead(const TemplateSet& templates, std::size_t glyph, const Correlations& best) {
  double least = 1;
  for (std::size_t other = 0; other < best.size(); ++other) {
    if (other == glyph) continue;
    const double perfect = 1 - templates.likeness(glyph, other);
    least = std::min<double>(least, (best[glyph] - best[other]) / perfect);
  }
  return least;
}

}  // namespace

double Judgement::confidence() const {
  return chances[glyph];
}

const TemplateSet& choose_rendering(const Strip& strip, std::span<const Place> cells) {
  const auto fit = [&](const TemplateSet& set) {
    double sum = 0;
    for (const auto& cell : cells) {
      sum += std::ranges::max(set.correlate(strip, cell));
    }
    return sum;
  };
  return *std::ranges::max_element(template_sets(), {}, fit);
}

Judgement judge(const Strip& strip, const Place& cell, const TemplateSet& templates) {
  Judgement result{.place = cell};
  Correlations best{};
  for (int down = -shift_max; down <= shift_max; ++down) {
    for (int across = -shift_max; across <= shift_max; ++across) {
      const Place place{.right = cell.right + across, .top = cell.top + down};
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
  }
  if (result.correlation <= 0) return result;
  result.margin = lead(templates, result.glyph, best);
  result.residual =
      worst_residual(strip.darkness(window_at(result.place)), templates.picture(result.glyph));
  result.chances = glyph_chances(strip, result.place);
  return result;
}

void accept(std::vector<Judgement>& cells) {
  std::vector<double> correlations;
  for (const auto& cell : cells) {
    if (cell.correlation >= correlation_min) correlations.push_back(cell.correlation);
  }
  if (correlations.empty()) return;
  const auto middle = correlations.begin() + static_cast<std::ptrdiff_t>(correlations.size() / 2);
  std::ranges::nth_element(correlations, middle);
  const double least = std::max(correlation_min, *middle - below_line_max);
  for (auto& cell : cells) {
    cell.fits_shape =
        cell.correlation >= least && cell.margin >= margin_min && cell.residual <= residual_max;
    const float chance = cell.chances[cell.glyph];
    cell.is_accepted = (cell.fits_shape && chance >= chance_with_shape) ||
                       (cell.margin >= lead_min && chance >= chance_with_lead) ||
                       chance >= chance_alone;
  }
}

}  // namespace lockbox::encode
