#pragma once

/// @file
/// The rules that money keeps, each as a query for rows that break it.  The same rules guard every
/// commit and prove the whole store.

#include <optional>
#include <string>

#include "core/ids.h"
#include "core/result.h"
#include "deposit/store/sqlite/connection.h"

namespace lockbox::deposit {

/// Conflict naming the first row of the batch that breaks a rule.
[[nodiscard]] Result<void> check_money_rules(Connection& db, BatchId batch);

/// The first row of any batch that breaks a rule, as a sentence.
[[nodiscard]] std::optional<std::string> first_broken_money_rule(Connection& db);

}  // namespace lockbox::deposit
