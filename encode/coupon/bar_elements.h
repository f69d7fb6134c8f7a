#pragma once

/// @file
/// A linear code as the widths of its elements, which are bars and spaces by turns.

#include <numeric>
#include <span>
#include <string>

namespace lockbox::encode {

/// What the elements say, and where, in the unit of their widths.
struct ElementsRead {
  std::string text;
  int from = 0;  ///< Where the first bar begins.
  int to = 0;    ///< Where the last bar ends.
};

[[nodiscard]] inline int width_of(std::span<const int> elements) {
  return std::accumulate(elements.begin(), elements.end(), 0);
}

}  // namespace lockbox::encode
