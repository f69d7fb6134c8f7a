#pragma once

#include <vector>

#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// Writes what one step of work changes.
[[nodiscard]] Result<void> commit_work_rows(StoreContext& context, const BatchRow& batch,
                                            const WorkChanges& changes);

[[nodiscard]] Result<std::vector<Item>> read_items(StoreContext& context, BatchId batch);
[[nodiscard]] Result<std::vector<Task>> read_tasks(StoreContext& context, BatchId batch);

/// The same check in other batches: captured earlier, or later and already cleared for deposit.
[[nodiscard]] Result<std::vector<PriorCheck>> find_prior_checks(StoreContext& context,
                                                                const BatchRow& batch,
                                                                const encode::MicrLine& micr,
                                                                Money amount);

}  // namespace lockbox::deposit
