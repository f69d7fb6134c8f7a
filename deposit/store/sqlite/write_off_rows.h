#pragma once

#include <string>
#include <vector>

#include "deposit/store/master_accounts.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

[[nodiscard]] Result<ledger::Adjustment> write_off_rest(StoreContext& context,
                                                        const std::string& site,
                                                        const SmallRest& rest,
                                                        const ledger::CorrectionPolicy& policy);
/// Conflict when the adjustment writes off the rest of an envelope and what was paid of it stands
/// on the account as it did no more.
[[nodiscard]] Result<void> check_rest_stands(StoreContext& context,
                                             const ledger::Adjustment& adjustment);
[[nodiscard]] std::vector<ledger::Origin> read_written_off(Connection& db, const std::string& site);

}  // namespace lockbox::deposit
