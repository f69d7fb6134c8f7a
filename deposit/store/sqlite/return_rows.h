#pragma once

/// @file
/// Returned items as rows, and the steps of their life with the entries that each makes.

#include <vector>

#include "deposit/store/ledger.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

[[nodiscard]] Result<ReturnedItem> receive_return(StoreContext& context, const std::string& site,
                                                  const ReturnNotice& notice);
[[nodiscard]] Result<ReturnedItem> step_return_row(StoreContext& context, const std::string& site,
                                                   std::int64_t number,
                                                   const WantedReturnStep& wanted,
                                                   const ledger::CorrectionPolicy& policy);
[[nodiscard]] Result<ReturnedItem> decline_return_row(StoreContext& context,
                                                      const std::string& site, std::int64_t number,
                                                      const DeclinedReturnStep& declined);
[[nodiscard]] Result<std::vector<ReturnedItem>> read_returns(Connection& db,
                                                             const std::string& site);
/// Of envelopes that paid the account, or with an entry on it.
[[nodiscard]] Result<std::vector<ReturnedItem>> read_returns_of(StoreContext& context,
                                                                const std::string& site,
                                                                const AccountNumber& account);
[[nodiscard]] Result<ReturnedItem> read_return(Connection& db, const std::string& site,
                                               std::int64_t number);
[[nodiscard]] Result<std::optional<CashOnly>> read_cash_only(Connection& db, DocumentId document);

}  // namespace lockbox::deposit
