#pragma once

#include <string>
#include <vector>

#include "deposit/model/work.h"
#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/sqlite/detail.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// What an entry belongs to: a transaction, or a deposit.
struct EntryOwner {
  std::optional<std::int64_t> transaction_id;
  std::optional<std::int64_t> deposit_id;
};

/// Adds an entry; Conflict when it has no lines or does not sum to zero in every fund.
[[nodiscard]] Result<void> add_entry(StoreContext& context, const BatchRow& batch,
                                     const JournalEntry& entry, const EntryOwner& owner);

[[nodiscard]] Result<std::vector<JournalEntry>> read_entries(StoreContext& context, BatchId batch,
                                                             Detail detail = Detail::All);
[[nodiscard]] Result<std::vector<LedgerBalance>> read_balances(Connection& db, BatchId batch);
/// "000042".
[[nodiscard]] std::string ticket_of(std::int64_t number);

}  // namespace lockbox::deposit
