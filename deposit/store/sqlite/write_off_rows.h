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
[[nodiscard]] std::vector<ledger::Origin> read_written_off(Connection& db, const std::string& site);

}  // namespace lockbox::deposit
