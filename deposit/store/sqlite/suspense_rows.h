#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/ids.h"
#include "deposit/store/close_books.h"
#include "deposit/store/sqlite/connection.h"

namespace lockbox::deposit {

/// Keys of the batch's transactions of which a correction or a charge-back took suspense.
[[nodiscard]] std::set<std::int64_t> read_suspense_taken(Connection& db, BatchId batch);
/// Keys of the batch's posted transactions with charges and suspense after whose posting an account
/// file came.
[[nodiscard]] std::set<std::int64_t> read_billed_since(Connection& db, BatchId batch);

/// See CloseBooks.
[[nodiscard]] Result<std::vector<SuspenseLine>> read_suspense(Connection& db,
                                                              const std::string& site);
[[nodiscard]] Result<std::vector<SuspenseLine>> read_suspense_on(Connection& db,
                                                                 const std::string& site,
                                                                 const BusinessDay& day);
[[nodiscard]] Result<std::vector<SuspenseLine>> read_open_suspense(Connection& db,
                                                                   const std::string& site);

}  // namespace lockbox::deposit
