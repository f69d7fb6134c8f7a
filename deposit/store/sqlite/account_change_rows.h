#pragma once

#include <string>
#include <vector>

#include "deposit/store/master_accounts.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

[[nodiscard]] Result<accounts::Change> request_account_change(
    StoreContext& context, const std::string& site, const accounts::ChangeRequest& request);
[[nodiscard]] Result<accounts::Change> decide_account_change(StoreContext& context,
                                                             const std::string& site,
                                                             std::int64_t number,
                                                             const WantedChangeStep& wanted);
[[nodiscard]] Result<std::vector<accounts::Change>> read_account_changes(
    StoreContext& context, const std::string& site, const ChangeFilter& filter);
[[nodiscard]] Result<accounts::Change> read_account_change(StoreContext& context,
                                                           const std::string& site,
                                                           std::int64_t number);

/// Applies what was approved for a day up to this one.  What no longer fits its account lapses and
/// says why; it never keeps a day from beginning.
[[nodiscard]] Result<void> apply_due_account_changes(StoreContext& context, const std::string& site,
                                                     const BusinessDay& day);

}  // namespace lockbox::deposit
