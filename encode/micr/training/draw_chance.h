#pragma once

/// @file
/// What drawing asks of chance.

#include <cmath>
#include <numbers>

#include "core/chance.h"

namespace lockbox::encode::training {

[[nodiscard]] inline bool happens(Chance& chance, double share) {
  return chance.between(0, 1) < share;
}

/// A whole number, both ends included.
[[nodiscard]] inline int whole(Chance& chance, int least, int most) {
  return least + static_cast<int>(chance.below(static_cast<std::uint64_t>(most) -
                                               static_cast<std::uint64_t>(least) + 1));
}

/// Of the standard normal distribution, after Box and Muller (1958).
[[nodiscard]] inline double normal(Chance& chance) {
  const double radius = std::sqrt(-2 * std::log(1 - chance.between(0, 1)));
  return radius * std::cos(chance.between(0, 2 * std::numbers::pi));
}

}  // namespace lockbox::encode::training
