#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace lockbox::encode {

/// The value that `share` of them do not reach; there must be one.
template <typename Value>
[[nodiscard]] Value quantile_of(std::vector<Value> values, double share) {
  const auto rank = share * static_cast<double>(values.size() - 1);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank);
  std::ranges::nth_element(values, at);
  return *at;
}

/// The middle of the values, the upper one of two; which there must be.
[[nodiscard]] inline double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace lockbox::encode
