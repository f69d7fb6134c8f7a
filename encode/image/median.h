#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace lockbox::encode {

/// The middle of the values, the upper one of two; which there must be.
[[nodiscard]] inline double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace lockbox::encode
