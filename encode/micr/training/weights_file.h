#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "core/result.h"

namespace lockbox::encode::training {

/// Reads weights in the order of `network_layout.h`: IEEE 754 binary16, the lower byte first.
/// InvalidInput for another size or for a weight that is no finite number.
[[nodiscard]] Result<std::vector<float>> read_weights(const std::filesystem::path& path);

/// Writes what `read_weights` reads, rounded to the nearest of binary16.
[[nodiscard]] Result<void> write_weights(const std::filesystem::path& path,
                                         std::span<const float> weights);

}  // namespace lockbox::encode::training
