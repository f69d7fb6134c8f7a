#pragma once

#include <optional>
#include <vector>

#include "deposit/store/exceptions.h"
#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// Writes a new case, or a step of a known one.  Conflict for a step that is not listed.
[[nodiscard]] Result<void> change_case(StoreContext& context, const BatchRow& batch,
                                       const CaseChange& change);
/// In the order in which they were raised.
[[nodiscard]] Result<std::vector<ExceptionCase>> read_cases(Connection& db, BatchId batch);

[[nodiscard]] Result<std::vector<FiledCase>> find_cases(Connection& db, const std::string& site,
                                                        const CaseFilter& filter);
[[nodiscard]] Result<FiledCase> find_case(Connection& db, const std::string& site, std::int64_t id);

[[nodiscard]] Result<std::optional<StopEntry>> find_stop(StoreContext& context,
                                                         const BatchRow& batch,
                                                         const encode::MicrLine& check);
[[nodiscard]] Result<std::vector<StopEntry>> read_stops(Connection& db, const std::string& site);
/// Puts a payer, by the keyed hash of the bank account, on the list.
void stop_payer(StoreContext& context, std::int64_t lockbox_id, const Sha256& payer,
                const WantedStop& wanted);
[[nodiscard]] Result<void> add_stop_row(StoreContext& context, const BatchRow& batch,
                                        const encode::MicrLine& check, const WantedStop& wanted);
[[nodiscard]] Result<void> lift_stop_row(StoreContext& context, const std::string& site,
                                         std::int64_t id, const std::string& reason);

}  // namespace lockbox::deposit
