#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "deposit/model/batch.h"
#include "deposit/store/days.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// Begins the day unless it has begun; changes of accounts that hold from it on are applied.
[[nodiscard]] Result<void> register_day(StoreContext& context, const std::string& site,
                                        const BusinessDay& day);
/// Begins every day that has a batch.
[[nodiscard]] Result<void> register_days_of_batches(StoreContext& context);

/// Conflict when the batch's day is closed; `otherwise` ends the sentence that says so.
[[nodiscard]] Result<void> check_day_takes(Connection& db, const BatchHeader& header,
                                           std::string_view otherwise);

/// The same for a new batch or receipt: a day that is cut off takes none any more (C-26).
[[nodiscard]] Result<void> check_day_begins(Connection& db, const BatchHeader& header);

[[nodiscard]] Result<std::vector<Day>> read_days(Connection& db, const std::string& site);
/// NotFound when no batch ever began it.
[[nodiscard]] Result<Day> read_day(Connection& db, const std::string& site, const BusinessDay& day);

[[nodiscard]] Result<Day> step_day(StoreContext& context, const std::string& site,
                                   const BusinessDay& day, const WantedStep& wanted);
[[nodiscard]] Result<Day> decline_day_reopening(StoreContext& context, const std::string& site,
                                                const BusinessDay& day, const WantedStep& wanted);

}  // namespace lockbox::deposit
