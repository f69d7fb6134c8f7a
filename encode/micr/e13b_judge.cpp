#include "encode/micr/e13b_judge.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

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
  const cv::Mat windows = windows_at(strip, cells);
  const auto sets = template_sets();
  std::size_t best = 0;
  double best_sum = -1;
  for (std::size_t i = 0; i < sets.size(); ++i) {
    cv::Mat most;
    cv::reduce(sets[i].correlate(windows), most, 1, cv::REDUCE_MAX);
    const double sum = cv::sum(most)[0];
    if (sum > best_sum) {
      best_sum = sum;
      best = i;
    }
  }
  return sets[best];
}

Judgement judge(const Strip& strip, const Place& cell, const TemplateSet& templates) {
  std::vector<Place> places;
  for (int down = -shift_max; down <= shift_max; ++down) {
    for (int across = -shift_max; across <= shift_max; ++across) {
      const Place place{.right = cell.right + across, .top = cell.top + down};
      if (fits(strip, place)) places.push_back(place);
    }
  }
  Judgement result{.place = cell};
  if (places.empty()) return result;
  const cv::Mat scores = templates.correlate(windows_at(strip, places));
  std::array<float, e13b_glyph_count> best{};
  for (int i = 0; i < scores.rows; ++i) {
    for (std::size_t glyph = 0; glyph < e13b_glyph_count; ++glyph) {
      const float score = scores.at<float>(i, static_cast<int>(glyph));
      best[glyph] = std::max(best[glyph], score);
      if (score > result.correlation) {
        result.correlation = score;
        result.glyph = glyph;
        result.place = places[static_cast<std::size_t>(i)];
      }
    }
  }
  best[result.glyph] = 0;
  result.margin = result.correlation - *std::ranges::max_element(best);
  const cv::Rect area{result.place.right + window_margin - window_width,
                      result.place.top - window_margin, window_width, window_height};
  result.residual = worst_residual(strip.darkness(area), templates.picture(result.glyph));
  return result;
}

}  // namespace lockbox::encode
