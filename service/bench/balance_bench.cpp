#include "service/bench/balance_bench.h"

#include <algorithm>

#include "deposit/doctor/diagnosis.h"
#include "encode/image/quantile.h"

namespace lockbox::service {

namespace {

/// The place of the culprit in the list, from 0; nothing when it is not there.
std::optional<std::size_t> rank_of(const std::vector<deposit::Diagnosis>& diagnoses,
                                   const std::vector<std::int64_t>& culprits) {
  for (std::size_t rank = 0; rank < diagnoses.size(); ++rank) {
    for (const auto& suspicion : diagnoses[rank].suspicions) {
      const auto found = std::ranges::find(culprits, suspicion.sequence);
      if (!suspicion.batch && found != culprits.end()) return rank;
    }
  }
  return std::nullopt;
}

}  // namespace

BalanceCell measure_balance(const PlantedPlan& plan, const BalanceBenchRequest& request) {
  constexpr std::size_t shown = 3;
  BalanceCell cell;
  cell.plan = plan;
  Chance chance{request.seed};
  std::vector<double> lengths;
  double judge = 0;
  for (int i = 0; i < request.batches; ++i) {
    const auto batch = plant(plan, chance);
    const auto diagnoses = deposit::diagnose(batch.ledger);
    const auto rank = rank_of(diagnoses, batch.culprits);
    count(rank == std::size_t{0}, cell.first);
    count(rank && *rank < shown, cell.in_three);
    count(rank.has_value(), cell.listed);
    judge += batch.judge_in_three;
    lengths.push_back(static_cast<double>(diagnoses.size()));
  }
  cell.judge_in_three = judge / request.batches;
  cell.list_median = encode::median_of(lengths);
  return cell;
}

std::vector<BalanceCell> measure_balances(Coupons coupons, const BalanceBenchRequest& request) {
  std::vector<BalanceCell> cells;
  for (std::size_t error = 0; error < planted_error_names.size(); ++error) {
    PlantedPlan plan{.error = static_cast<PlantedError>(error), .coupons = coupons};
    if (coupons == Coupons::None && plan.error == PlantedError::MissingItem) continue;
    for (const int keyed_once : {15, 50, 150}) {
      plan.keyed_once = keyed_once;
      cells.push_back(measure_balance(plan, request));
    }
  }
  return cells;
}

}  // namespace lockbox::service
