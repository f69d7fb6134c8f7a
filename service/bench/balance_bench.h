#pragma once

/// @file
/// How well the balance doctor finds one mistake in a batch, on batches that are drawn for it.

#include <cstdint>
#include <vector>

#include "service/bench/planted_batch.h"
#include "service/bench/reading_bench.h"

namespace lockbox::service {

struct BalanceBenchRequest {
  int batches = 300;  ///< Of each cell.
  std::uint64_t seed = 1;
};

/// One kind of mistake in batches drawn to one plan.
struct BalanceCell {
  PlantedPlan plan;
  Share first;                ///< Batches of which the culprit is the first of the list,
  Share in_three;             ///< among the first three,
  Share listed;               ///< or on it at all.
  double judge_in_three = 0;  ///< Of a judge who knows all chances: the most that can be.
  double list_median = 0;     ///< Length of the list.
};
[[nodiscard]] BalanceCell measure_balance(const PlantedPlan& plan,
                                          const BalanceBenchRequest& request);

/// Every kind of mistake with 15, 50 and 150 of 150 items keyed once; missing checks only where
/// there are coupons.
[[nodiscard]] std::vector<BalanceCell> measure_balances(Coupons coupons,
                                                        const BalanceBenchRequest& request);

}  // namespace lockbox::service
