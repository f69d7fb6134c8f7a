#pragma once

/// @file
/// What is done about the entries of a day: suspense is looked after, entries are reviewed, and
/// told to the receivables host.

#include <vector>

#include "deposit/store/ledger.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

[[nodiscard]] Result<std::vector<SuspenseCare>> read_cares(Connection& db, const std::string& site);
[[nodiscard]] Result<void> add_care(StoreContext& context, const std::string& site,
                                    const SuspenseCare& care);

[[nodiscard]] std::vector<AdjustmentReview> read_reviews(Connection& db, const std::string& site,
                                                         const BusinessDay& day);
[[nodiscard]] Result<AdjustmentReview> add_review(StoreContext& context, const std::string& site,
                                                  const BusinessDay& day, const std::string& note);

[[nodiscard]] Result<std::vector<AdjustmentFileRecord>> read_adjustment_files(
    Connection& db, const std::string& site, const BusinessDay& day);
[[nodiscard]] Result<void> add_adjustment_file(StoreContext& context, const std::string& site,
                                               const AdjustmentFileRecord& file);

}  // namespace lockbox::deposit
