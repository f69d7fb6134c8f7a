#pragma once

/// @file
/// How the network of `network_layout.h` reckons, for reading and for training alike.

#include <array>
#include <span>

#include "encode/micr/e13b_network.h"
#include "encode/micr/network_layout.h"

namespace lockbox::encode::network {

template <int Count>
using Features = std::array<float, static_cast<std::size_t>(Count)>;
using Window = std::array<float, inputs>;

/// What every layer says of one window; negative sums of the first three layers are zeros.
struct Activations {
  Features<rows_1 * columns_1 * features_1> first;
  Features<rows_2 * columns_2 * features_2> second;
  Features<pooled> strongest;
  Features<features_3> third;
  GlyphChances chances;
};

/// Shows the window to the network with those `weight_count` weights.
[[nodiscard]] Activations look_at(std::span<const float> weights, const Window& window);

/// Where in the second layer the first of the two by two stands of which `strongest[at]` is one.
[[nodiscard]] constexpr int pooled_from(int at) {
  const int feature = at % features_2;
  const int x = at / features_2 % columns_pooled;
  const int y = at / features_2 / columns_pooled;
  return (2 * y * columns_2 + 2 * x) * features_2 + feature;
}
/// How far from that place the four are.
inline constexpr std::array pooled_steps{0, features_2, columns_2* features_2,
                                         (columns_2 + 1) * features_2};

}  // namespace lockbox::encode::network
