#include "encode/micr/e13b_pitch.h"

#include <cmath>
#include <vector>

#include <opencv2/core.hpp>

#include "encode/micr/e13b_glyphs.h"

namespace lockbox::encode {
namespace {

/// The standard's ratio of pitch to height, and how unequal the two scales of a picture may be.
constexpr double pitch_to_height = e13b_pitch_modules / e13b_height_modules;
constexpr double aspect_min = 0.65;
constexpr double aspect_max = 1.5;

/// Steps of up to three pitches, from each edge to those after it.
std::vector<double> steps_of(std::span<const double> rights, double height) {
  std::vector<double> steps;
  for (std::size_t i = 0; i < rights.size(); ++i) {
    for (std::size_t j = i + 1; j < rights.size(); ++j) {
      const double step = rights[j] - rights[i];
      if (step > 3.5 * height * pitch_to_height * aspect_max) break;
      steps.push_back(step);
    }
  }
  return steps;
}

double multiples(const std::vector<double>& steps, double pitch) {
  constexpr double off_max = 0.12;
  double sum = 0;
  for (const double step : steps) {
    const int count = cvRound(step / pitch);
    if (count < 1 || count > 3) continue;
    const double off = std::abs(step - count * pitch) / (off_max * pitch);
    if (off < 1) sum += (1 - off * off) / count;
  }
  return sum;
}

}  // namespace

PitchFit fit_pitch(std::span<const double> rights, double height) {
  constexpr double ratio = 1.004;  ///< Between one pitch tried and the next.
  const auto tries =
      static_cast<int>(std::ceil(std::log(aspect_max / aspect_min) / std::log(ratio)));
  const auto steps = steps_of(rights, height);
  const double nominal = height * pitch_to_height;
  PitchFit best;
  for (int i = 0; i < tries; ++i) {
    const double pitch = nominal * aspect_min * std::pow(ratio, i);
    // Pictures with unequal scales are rare, and a wrong pitch can fit a few steps by chance.
    const double unequal = std::abs(std::log(pitch / nominal));
    const double share =
        multiples(steps, pitch) / static_cast<double>(rights.size()) * (1 - unequal);
    if (share > best.share) best = {pitch, share};
  }
  return best;
}

}  // namespace lockbox::encode
