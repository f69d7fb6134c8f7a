#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "deposit/model/match.h"
#include "deposit/model/work.h"
#include "deposit/store/matching.h"
#include "deposit/store/sqlite/batch_rows.h"

namespace lockbox::deposit {

/// Writes how the coupons and checks of a transaction found their accounts.
[[nodiscard]] Result<void> insert_matches(StoreContext& context, const BatchRow& batch,
                                          std::int64_t transaction_id,
                                          const std::vector<MatchRecord>& matches);
void delete_matches(Connection& db, std::int64_t transaction_id);
/// By transaction_id.
[[nodiscard]] Result<std::map<std::int64_t, std::vector<MatchRecord>>> read_matches(
    StoreContext& context, BatchId batch);

/// The rules that hold, or the program's own where nobody set any.
[[nodiscard]] Result<MatchRules> read_match_rules(Connection& db,
                                                  std::optional<std::int64_t> lockbox_id);
/// All that were ever set, newest first.
[[nodiscard]] Result<std::vector<MatchRulesVersion>> read_match_rules_versions(
    Connection& db, std::int64_t lockbox_id);
/// Adds a version.  Conflict when `version` is not the last one's number.
[[nodiscard]] Result<void> add_match_rules(StoreContext& context, std::int64_t lockbox_id,
                                           const WantedMatchRules& wanted);

}  // namespace lockbox::deposit
