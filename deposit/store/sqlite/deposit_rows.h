#pragma once

#include <span>
#include <string>
#include <vector>

#include "deposit/model/work.h"
#include "deposit/store/sqlite/batch_rows.h"

namespace lockbox::deposit {

/// Makes deposits that await approval, with tickets in a row, and books them.
[[nodiscard]] Result<std::vector<Deposit>> make_deposit_rows(StoreContext& context,
                                                             const BatchRow& batch,
                                                             std::span<const Deposit> planned,
                                                             const Actor& preparer);
[[nodiscard]] Result<void> approve_deposit_row(StoreContext& context, std::int64_t lockbox_id,
                                               const std::string& ticket, const Actor& approver);
[[nodiscard]] Result<std::vector<Deposit>> read_deposits(Connection& db, BatchId batch);

/// The row of the deposit with this ticket, or nothing.
[[nodiscard]] std::optional<std::int64_t> find_deposit(Connection& db, std::int64_t lockbox_id,
                                                       const std::string& ticket);

}  // namespace lockbox::deposit
