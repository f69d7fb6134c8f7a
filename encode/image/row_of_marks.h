#pragma once

/// @file
/// Marks that stand in a row: the longest chain of them and the straight line through them.

#include <algorithm>
#include <cstddef>
#include <vector>

namespace lockbox::encode {

/// The longest chain of marks, sorted by x, each of which `follows(before, mark)`.
template <class Mark, class Follows>
[[nodiscard]] std::vector<Mark> longest_chain(const std::vector<Mark>& marks, Follows follows) {
  std::vector<std::size_t> length(marks.size(), 1);
  std::vector<std::size_t> before(marks.size());
  std::size_t best = 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    before[i] = i;
    for (std::size_t j = 0; j < i; ++j) {
      if (length[j] + 1 <= length[i] || !follows(marks[j], marks[i])) continue;
      length[i] = length[j] + 1;
      before[i] = j;
    }
    if (length[i] > length[best]) best = i;
  }
  std::vector<Mark> chain;
  for (std::size_t i = best; i < marks.size(); i = before[i]) {
    chain.push_back(marks[i]);
    if (before[i] == i) break;
  }
  std::ranges::reverse(chain);
  return chain;
}

/// A straight line: its value at place 0 and its step from place to place.
struct FittedLine {
  double at_zero = 0;
  double step = 0;
};

/// The line of least squares through values at places, at least two of them different.
[[nodiscard]] FittedLine fit_line(const std::vector<double>& places,
                                  const std::vector<double>& values);

}  // namespace lockbox::encode
