#pragma once

/// @file
/// What happened to released envelopes with suspense since: of what the derivation must know before
/// it moves money out of it.

#include <cstdint>
#include <set>

#include "core/ids.h"
#include "deposit/store/sqlite/connection.h"

namespace lockbox::deposit {

/// Keys of the batch's transactions of which an entry after the deposit took suspense.
[[nodiscard]] std::set<std::int64_t> read_suspense_taken(Connection& db, BatchId batch);

/// Keys of the batch's transactions with suspense and charges, all of whose lines are in posting
/// files that are older than the newest account file of their lockbox.
[[nodiscard]] std::set<std::int64_t> read_billed_since(Connection& db, BatchId batch);

}  // namespace lockbox::deposit
