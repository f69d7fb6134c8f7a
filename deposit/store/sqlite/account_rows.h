#pragma once

#include <optional>
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

/// False when the last import of the lockbox was this file.  What people changed here is kept.
[[nodiscard]] Result<bool> import_account_rows(StoreContext& context, std::int64_t lockbox_id,
                                               const Sha256& file_hash,
                                               std::span<const Account> accounts);
[[nodiscard]] Result<std::vector<Account>> read_accounts(StoreContext& context,
                                                         std::int64_t lockbox_id);
[[nodiscard]] Result<std::optional<Account>> find_account(StoreContext& context,
                                                          std::int64_t lockbox_id,
                                                          const AccountNumber& number);
/// Inserts or replaces the account with its charges and its successor.
void write_account(StoreContext& context, std::int64_t lockbox_id, const Account& account);
/// Says whether a merge, this change, made its number an alias.
void write_alias(StoreContext& context, std::int64_t lockbox_id, const Account& account,
                 std::int64_t change);
/// The accounts of the lockbox have changed; who keeps them in memory looks for this.
void add_accounts_event(StoreContext& context, std::int64_t lockbox_id, std::string_view event);

}  // namespace lockbox::deposit
