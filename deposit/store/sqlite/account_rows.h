#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "deposit/model/account.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// The row of the lockbox, made when it is new.
[[nodiscard]] std::int64_t lockbox_row(StoreContext& context, const std::string& site,
                                       const std::string& lockbox);
[[nodiscard]] std::optional<std::int64_t> find_lockbox(Connection& db, const std::string& site,
                                                       const std::string& lockbox);

/// False when the last import of the lockbox was this file.
[[nodiscard]] bool import_account_rows(StoreContext& context, std::int64_t lockbox_id,
                                       const Sha256& file_hash, std::span<const Account> accounts);
[[nodiscard]] Result<std::vector<Account>> read_accounts(StoreContext& context,
                                                         std::int64_t lockbox_id);

}  // namespace lockbox::deposit
