#pragma once

#include <string>
#include <vector>

#include "deposit/store/deposits.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// As Deposits::plan_basis says.
[[nodiscard]] Result<PlanBasis> read_plan_basis(Connection& db, const std::string& site,
                                                const BusinessDay& day);
/// As Deposits::arrange says.
[[nodiscard]] Result<std::vector<DepositRecord>> arrange_rows(StoreContext& context,
                                                              const std::string& site,
                                                              const BusinessDay& day,
                                                              const DayPlan& plan);

}  // namespace lockbox::deposit
