#pragma once

/// @file
/// Adjustments as rows.

#include <vector>

#include "deposit/store/ledger.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

[[nodiscard]] Result<ledger::Adjustment> request_adjustment(
    StoreContext& context, const std::string& site, const ledger::AdjustmentRequest& request,
    const ledger::CorrectionPolicy& policy);
[[nodiscard]] Result<ledger::Adjustment> decide_adjustment(StoreContext& context,
                                                           const std::string& site,
                                                           std::int64_t number,
                                                           const WantedAdjustmentStep& wanted,
                                                           const ledger::CorrectionPolicy& policy);
[[nodiscard]] Result<std::vector<ledger::Adjustment>> read_adjustments(StoreContext& context,
                                                                       const std::string& site);

}  // namespace lockbox::deposit
