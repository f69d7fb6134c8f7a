#include "encode/micr/cmc7/cmc7_fit.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include <opencv2/core.hpp>

namespace lockbox::encode {
namespace {

/// Every stroke of every symbol has ink on a third of its height and more; a code that needs a
/// stroke with less of the fullest than this explains something else.
constexpr double stroke_share_min = 0.1;
constexpr int search_reach = 8;  ///< Samples, 0.4 mm: by which a symbol may be off its place.
constexpr int stroke_reach = 7;  ///< Samples on either side of a stroke's middle that it darkens.
/// Samples on either side of a symbol's middle that are explained: the widest code's strokes.
constexpr int window_reach = 24 + stroke_reach;
constexpr int window = 2 * window_reach + 1;

}  // namespace

Cmc7Fitter::Cmc7Fitter(double spread_mm) {
  for (int x = -stroke_reach; x <= stroke_reach; ++x) {
    const double off = x / (spread_mm * cmc7_samples_a_mm);
    stroke_.push_back(std::exp(-off * off / 2));
  }
  for (Cmc7Code code = 0; code < cmc7_codes; ++code) {
    const int wide = std::popcount(code);
    if (wide >= 1 && wide <= 3) models_.push_back(model_of(code));
  }
}

Cmc7Fitter::Model Cmc7Fitter::model_of(Cmc7Code code) const {
  Model model;
  model.code = code;
  const auto places_mm = stroke_places_mm(code);
  cv::Mat shapes(static_cast<int>(unknowns), window, CV_64F, cv::Scalar(0));
  for (std::size_t stroke = 0; stroke < cmc7_strokes; ++stroke) {
    const auto place = static_cast<int>(std::lround(places_mm.at(stroke) * cmc7_samples_a_mm));
    model.places.at(stroke) = place;
    auto* shape = shapes.ptr<double>(static_cast<int>(stroke), window_reach + place - stroke_reach);
    std::ranges::copy(stroke_, shape);
  }
  shapes.row(static_cast<int>(cmc7_strokes)).setTo(1);
  cv::Mat inverse;
  cv::invert(shapes * shapes.t(), inverse, cv::DECOMP_CHOLESKY);
  for (std::size_t i = 0; i < unknowns; ++i) {
    const auto* row = inverse.ptr<double>(static_cast<int>(i));
    std::copy(row, row + unknowns, model.solution.at(i).begin());
  }
  return model;
}

Cmc7Fitter::Sensed Cmc7Fitter::sense(std::span<const double> profile) const {
  Sensed sensed{.profile = {profile.begin(), profile.end()},
                .strokes = std::vector<double>(profile.size(), 0.0),
                .sums = {0},
                .squares = {0}};
  for (const double value : profile) {
    sensed.sums.push_back(sensed.sums.back() + value);
    sensed.squares.push_back(sensed.squares.back() + value * value);
  }
  for (std::size_t x = stroke_reach; x + stroke_reach < profile.size(); ++x) {
    for (std::size_t i = 0; i < stroke_.size(); ++i) {
      sensed.strokes[x] += stroke_[i] * profile[x + i - stroke_reach];
    }
  }
  return sensed;
}

Cmc7Fit Cmc7Fitter::fit_model(const Model& model, const Sensed& sensed, int middle) {
  const auto centre = static_cast<std::size_t>(middle);
  const std::size_t from = centre - window_reach;
  const std::size_t to = centre + window_reach + 1;
  Unknowns products{};
  for (std::size_t stroke = 0; stroke < cmc7_strokes; ++stroke) {
    const int place = middle + model.places[stroke];
    products[stroke] = sensed.strokes[static_cast<std::size_t>(place)];
  }
  const double sum = sensed.sums[to] - sensed.sums[from];
  const double squares = sensed.squares[to] - sensed.squares[from];
  products.back() = sum;
  const double variance = squares - sum * sum / window;
  double rest = squares;
  double least = 0, most = 0;
  for (std::size_t i = 0; i < unknowns; ++i) {
    double amount = 0;
    for (std::size_t j = 0; j < unknowns; ++j) amount += model.solution[i][j] * products[j];
    rest -= amount * products[i];
    if (i == cmc7_strokes) continue;
    least = i == 0 ? amount : std::min(least, amount);
    most = std::max(most, amount);
  }
  const bool has_all = variance > 0 && least >= stroke_share_min * most;
  return {.code = model.code,
          .middle = static_cast<double>(middle),
          .unexplained = has_all ? std::max(rest, 0.0) / variance : 1,
          .second = 1};
}

std::optional<Cmc7Fit> Cmc7Fitter::fit(const Sensed& sensed, double near) const {
  const auto first = static_cast<int>(std::lround(near)) - search_reach;
  const auto last = first + 2 * search_reach;
  const int size = static_cast<int>(sensed.strokes.size());
  if (first < window_reach || last + window_reach >= size) return std::nullopt;
  Cmc7Fit best;
  best.unexplained = best.second = 1;
  for (const auto& model : models_) {
    Cmc7Fit own;
    own.unexplained = 1;
    for (int middle = first; middle <= last; ++middle) {
      const auto fit = fit_model(model, sensed, middle);
      if (fit.unexplained < own.unexplained) own = fit;
    }
    if (own.unexplained < best.unexplained) {
      own.second = best.unexplained;
      best = own;
    } else {
      best.second = std::min(best.second, own.unexplained);
    }
  }
  const auto middle = sensed.profile.begin() + static_cast<std::ptrdiff_t>(std::lround(near));
  const auto [lightest, darkest] =
      std::minmax_element(middle - window_reach, middle + window_reach + 1);
  best.ink = *darkest - *lightest;
  return best;
}

}  // namespace lockbox::encode
