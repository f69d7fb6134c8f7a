#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lockbox::encode {

/// The trained weights in the order of `network_layout.h`, IEEE 754 binary16, as `lockbox train`
/// wrote them to encode/micr/e13b.weights.
[[nodiscard]] std::span<const std::uint16_t> trained_weights();

/// The same as numbers to reckon with.
[[nodiscard]] std::span<const float> network_weights();

[[nodiscard]] std::vector<float> widened(std::span<const std::uint16_t> halves);

}  // namespace lockbox::encode
