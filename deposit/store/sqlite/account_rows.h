#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "deposit/model/account.h"
#include "deposit/store/sqlite/store_context.h"
#include "deposit/store/store.h"

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
/// Those written since the revision, and the newest one.
[[nodiscard]] Result<ChangedAccounts> read_accounts_since(StoreContext& context,
                                                          std::int64_t lockbox_id,
                                                          std::int64_t revision);
/// Only numbers that go on as aliases of others.
[[nodiscard]] Result<std::vector<Account>> read_merged_accounts(StoreContext& context,
                                                                std::int64_t lockbox_id);
[[nodiscard]] Result<std::optional<PlacedAccount>> find_account_by_ref(StoreContext& context,
                                                                       const std::string& site,
                                                                       const std::string& ref);
[[nodiscard]] Result<std::optional<Account>> find_account(StoreContext& context,
                                                          std::int64_t lockbox_id,
                                                          const AccountNumber& number);
/// Inserts or replaces the account with its charges and its successor, in the next revision of the
/// lockbox's accounts.  Nothing else writes any of these.
void write_account(StoreContext& context, std::int64_t lockbox_id, const Account& account);
/// Says whether a merge, this change, made its number an alias.
void write_alias(StoreContext& context, std::int64_t lockbox_id, const Account& account,
                 std::int64_t change);
/// The accounts of the lockbox have changed.
void add_accounts_event(StoreContext& context, std::int64_t lockbox_id, std::string_view event);
/// Of a file from before there was an index.
[[nodiscard]] Result<void> index_known_accounts(StoreContext& context);

}  // namespace lockbox::deposit
