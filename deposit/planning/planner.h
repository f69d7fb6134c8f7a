#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "deposit/model/site.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// A tender item that no ticket may take.
struct Unplaceable {
  std::int64_t sequence = 0;
  std::string reason;
};

struct DepositPlan {
  std::vector<Deposit> deposits;  ///< By deposit account, then physical order; no tickets yet.
  std::vector<Unplaceable> unplaceable;
};

/// Puts every cleared tender item that is in no deposit yet into exactly one: whole, with the
/// deposit account of its transaction's largest applied share, in physical order, on as many
/// tickets as the account's limits of items and amount ask for.
[[nodiscard]] DepositPlan plan_deposits(const BatchContents& contents, const Site& site);

}  // namespace lockbox::deposit
