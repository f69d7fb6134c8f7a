#pragma once

/// @file
/// Fields of accounts that people changed here, which an import keeps.

#include <map>
#include <string>
#include <vector>

#include "deposit/accounts/import_merge.h"
#include "deposit/store/master_accounts.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// By account number.
using KeptFields = std::map<std::string, std::vector<accounts::Field>>;
[[nodiscard]] Result<KeptFields> read_kept_fields(StoreContext& context, std::int64_t lockbox_id,
                                                  const std::vector<Account>& accounts);

/// The fields of an applied change are kept from now on, or are the file's again.
void keep_changed_fields(StoreContext& context, std::int64_t lockbox_id,
                         const accounts::Change& change);
/// What a file said of kept fields.
[[nodiscard]] Result<void> note_import(StoreContext& context, std::int64_t lockbox_id,
                                       const accounts::MergedImport& merged);

/// Conflict unless the newest file still says of a field what `version` names.
[[nodiscard]] Result<void> check_file_version(StoreContext& context, std::int64_t lockbox_id,
                                              const AccountNumber& account, accounts::Field field,
                                              const std::string& version);
/// Conflict when the newest file says of a field that is to be taken from it something else than
/// when that was asked for, or differs nowhere any more.
[[nodiscard]] Result<void> check_file_still_says(StoreContext& context, std::int64_t lockbox_id,
                                                 const accounts::Change& change);

[[nodiscard]] Result<std::vector<AccountConflict>> read_account_conflicts(StoreContext& context,
                                                                          const std::string& site);
[[nodiscard]] Result<void> keep_account_field(StoreContext& context, const std::string& site,
                                              const AccountConflict& conflict);

[[nodiscard]] Result<std::vector<ClosedPayment>> read_paid_closed(StoreContext& context,
                                                                  const std::string& site,
                                                                  const BusinessDay& since);

}  // namespace lockbox::deposit
