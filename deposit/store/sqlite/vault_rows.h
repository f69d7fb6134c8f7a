#pragma once

/// @file
/// Moves of paper that is kept outside its batch, as rows.

#include <vector>

#include "deposit/model/vault.h"
#include "deposit/store/sqlite/batch_rows.h"

namespace lockbox::deposit {

/// Moves all tender of the envelope of the case.  Conflict unless what comes in again is other
/// paper of the lockbox, of the same amount, and stands for no other case.
[[nodiscard]] Result<void> move_in_vault(StoreContext& context, const BatchRow& batch,
                                         std::int64_t exception, const VaultStep& step);
/// Of the site, in order.
[[nodiscard]] Result<std::vector<VaultMove>> read_vault(Connection& db, const std::string& site);

}  // namespace lockbox::deposit
