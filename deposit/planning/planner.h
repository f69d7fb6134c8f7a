#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "deposit/model/site.h"
#include "deposit/planning/day_plan.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// A cleared tender item that no ticket may take now: it is held, and planned again in every run.
struct Unplaceable {
  std::int64_t sequence = 0;
  Money amount;
  HoldCause cause = HoldCause::AboveTicketLimit;
  std::string reason;  ///< A sentence for people.
};

struct DepositPlan {
  std::vector<Deposit> deposits;  ///< By deposit account, then physical order; no tickets yet.
  std::vector<Unplaceable> unplaceable;
};

/// The plan of one batch alone, by the planner of the day: every cleared tender item that is in no
/// deposit yet goes into exactly one: whole, with the deposit account of its transaction's largest
/// applied share, in physical order, on as many tickets as the account's limits of items and amount
/// ask for.  No cut-off counts: its deposits are of the batch's own business day.
[[nodiscard]] DepositPlan plan_deposits(const BatchContents& contents, const Site& site);

/// The plan of a batch whose totals do not hold: every cleared item is held for `reason`.
[[nodiscard]] DepositPlan hold_deposits(const BatchContents& contents, const std::string& reason);

}  // namespace lockbox::deposit
