#include "service/config/nearest_name.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace lockbox::service {
namespace {

constexpr std::size_t written_characters_max = 64;

/// How many single-letter slips lie between two words (optimal string alignment).
std::size_t slips_between(std::string_view from, std::string_view to) {
  std::vector<std::size_t> before_last;
  std::vector<std::size_t> last(to.size() + 1);
  std::vector<std::size_t> current(to.size() + 1);
  for (std::size_t j = 0; j <= to.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= from.size(); ++i) {
    current[0] = i;
    for (std::size_t j = 1; j <= to.size(); ++j) {
      const std::size_t changed = from[i - 1] == to[j - 1] ? 0 : 1;
      current[j] = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + changed});
      const bool is_swapped =
          i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
      if (is_swapped) current[j] = std::min(current[j], before_last[j - 2] + 1);
    }
    before_last = std::exchange(last, current);
  }
  return last[to.size()];
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view written,
                                        std::span<const std::string> names) {
  if (written.size() > written_characters_max) return std::nullopt;
  const std::string* nearest = nullptr;
  // More slips than a third of the letters make another word.
  std::size_t fewest = written.size() / 3 + 1;
  for (const auto& name : names) {
    const auto slips = slips_between(written, name);
    if (slips >= fewest) continue;
    fewest = slips;
    nearest = &name;
  }
  if (nearest == nullptr) return std::nullopt;
  return *nearest;
}

}  // namespace lockbox::service
