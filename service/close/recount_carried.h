#pragma once

/// @file
/// The tables of what was carried into a day and out of it, held against the items: what came in is
/// there, what waits as the day is closed is what somebody carries on, for a reason (C5, D13), and
/// batches that came in hold what was declared of them (D3).

#include <cstdint>
#include <set>
#include <utility>

#include "service/close/recount_counter.h"

namespace lockbox::service::close {

struct CarriedTables {
  Lines brought;  ///< Pieces that came in; none where the packet has no such table.
  Lines carried;  ///< Envelopes that go on.
  Lines batches;  ///< Batches that came in, with what was declared of them.
};
[[nodiscard]] Result<CarriedTables> carried_tables_in(const RecountRequest& request);

struct CarriedCount {
  std::set<std::pair<std::int64_t, std::int64_t>> brought;  ///< Batch and sequence.
  /// Batches of which all goes on: what was declared of them is held against them another day.
  std::set<std::int64_t> carried_whole;
  std::int64_t accepted_cents = 0;  ///< Over and short of batches that came in, of line 12.
};
/// InvalidInput with the first thing that does not agree.
[[nodiscard]] Result<CarriedCount> recount_carried(const CarriedTables& tables, const Lines& items,
                                                   bool is_final);

}  // namespace lockbox::service::close
