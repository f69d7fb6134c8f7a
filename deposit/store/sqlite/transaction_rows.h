#pragma once

#include <span>
#include <vector>

#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/sqlite/detail.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// Writes transactions with their documents and applications.
[[nodiscard]] Result<void> change_transactions(StoreContext& context, const BatchRow& batch,
                                               std::span<const TransactionChange> changes);
[[nodiscard]] Result<std::vector<Transaction>> read_transactions(StoreContext& context,
                                                                 BatchId batch,
                                                                 Detail detail = Detail::All);
/// The row of the transaction with this key; NotFound when there is none.
[[nodiscard]] Result<std::int64_t> transaction_row(Connection& db, const BatchRow& batch,
                                                   std::int64_t key);
/// The row of the document with this sequence; NotFound when there is none.
[[nodiscard]] Result<std::int64_t> document_row(Connection& db, const BatchRow& batch,
                                                std::int64_t sequence);

}  // namespace lockbox::deposit
