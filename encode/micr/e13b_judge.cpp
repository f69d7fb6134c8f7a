#include "encode/micr/e13b_judge.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace lockbox::encode {
namespace {

constexpr int shift_max = 2;
constexpr double correlation_min = 0.70;
constexpr double margin_min = 0.08;
constexpr double residual_max = 0.60;

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

}  // namespace

bool Judgement::is_accepted() const {
  return correlation >= correlation_min && margin >= margin_min && residual <= residual_max;
}

double Judgement::confidence() const {
  constexpr double sure_margin = 0.3;
  return std::clamp(correlation, 0.0, 1.0) * std::clamp(margin / sure_margin, 0.0, 1.0);
}

const TemplateSet& choose_weight(const Strip& strip, std::span<const Place> cells) {
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
  best[result.glyph] = 0;
  result.margin = result.correlation - std::ranges::max(best);
  result.residual =
      worst_residual(strip.darkness(window_at(result.place)), templates.picture(result.glyph));
  return result;
}

}  // namespace lockbox::encode
