#include "deposit/match/expected_amounts.h"

#include <algorithm>
#include <map>

namespace lockbox::deposit {

namespace {

/// One way to a partial sum, and whether there is another.
struct Step {
  Money last;
  bool several = false;
};
using Layer = std::map<Money, Step>;

constexpr std::size_t layer_sums_max = 100'000;

std::vector<Money> distinct_payable(std::vector<Money> amounts) {
  std::ranges::sort(amounts);
  amounts.erase(std::unique(amounts.begin(), amounts.end()), amounts.end());
  std::erase_if(amounts, [](Money amount) { return amount <= Money{}; });
  return amounts;
}

Layer next_layer(const Layer& layer, const std::vector<Money>& choices, Money tender) {
  Layer next;
  for (const auto& [sum, way] : layer) {
    for (const auto choice : choices) {
      if (sum + choice > tender) break;
      const auto [reached, is_new] = next.emplace(sum + choice, Step{choice, way.several});
      if (!is_new) reached->second.several = true;
    }
  }
  return next;
}

/// One of each layer's choices, so that all add up to `tender`.
ExpectedSplit choose(const std::vector<std::vector<Money>>& choices, Money tender) {
  std::vector<Layer> layers{Layer{{Money{}, Step{}}}};
  for (const auto& amounts : choices) {
    layers.push_back(next_layer(layers.back(), amounts, tender));
    if (layers.back().size() > layer_sums_max) return {ExpectedSplit::Outcome::TooMany, {}};
  }
  auto sum = tender;
  std::vector<Money> amounts;
  for (std::size_t i = layers.size() - 1; i > 0; --i) {
    const auto reached = layers[i].find(sum);
    if (reached == layers[i].end()) return {};
    if (reached->second.several) return {ExpectedSplit::Outcome::Several, {}};
    amounts.push_back(reached->second.last);
    sum -= reached->second.last;
  }
  std::ranges::reverse(amounts);
  return {ExpectedSplit::Outcome::Unique, std::move(amounts)};
}

}  // namespace

ExpectedSplit split_by_expected(std::span<const std::vector<Money>> expected, Money tender) {
  if (expected.empty()) return {};
  std::vector<std::vector<Money>> choices;
  choices.reserve(expected.size());
  for (const auto& amounts : expected) choices.push_back(distinct_payable(amounts));
  return choose(choices, tender);
}

ExpectedSplit split_by_owed(std::span<const Money> owed, Money tender) {
  if (owed.empty() || tender <= Money{}) return {};
  std::vector<std::vector<Money>> choices;
  choices.reserve(owed.size());
  for (const auto amount : owed) {
    choices.push_back(amount > Money{} ? std::vector{Money{}, amount} : std::vector{Money{}});
  }
  return choose(choices, tender);
}

}  // namespace lockbox::deposit
