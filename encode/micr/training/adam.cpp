#include "encode/micr/training/adam.h"

#include <cmath>

#include "core/check.h"

namespace lockbox::encode::training {

void Adam::step(std::span<float> weights, std::span<const float> gradient, double rate) {
  constexpr double first_kept = 0.9;
  constexpr double second_kept = 0.999;
  constexpr double smallest = 1e-8;
  constexpr double decay = 1e-4;
  ENSURE(weights.size() == first_.size() && gradient.size() == first_.size());
  ++steps_;
  const double first_share = 1 - std::pow(first_kept, steps_);
  const double second_share = 1 - std::pow(second_kept, steps_);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double slope = gradient[i];
    first_[i] = first_kept * first_[i] + (1 - first_kept) * slope;
    second_[i] = second_kept * second_[i] + (1 - second_kept) * slope * slope;
    const double move = first_[i] / first_share / (std::sqrt(second_[i] / second_share) + smallest);
    weights[i] -= static_cast<float>(rate * (move + decay * weights[i]));
  }
}

}  // namespace lockbox::encode::training
