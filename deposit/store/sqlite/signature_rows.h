#pragma once

/// @file
/// What reports ask of the history, and the signatures under them.

#include "deposit/store/reporting.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// A stretch of time; `until` is no longer of it.
struct TimeSpan {
  Instant from;
  Instant until;
};
[[nodiscard]] Result<std::vector<report::EventFact>> read_events(Connection& db,
                                                                 const std::string& site,
                                                                 const TimeSpan& span,
                                                                 std::int64_t at_most);
[[nodiscard]] Result<std::map<BatchId, report::Arrival>> read_arrivals(Connection& db,
                                                                       const report::Scope& scope);
[[nodiscard]] std::vector<BatchId> read_booked_later(Connection& db, const report::Scope& scope);

[[nodiscard]] Result<ReportSignature> add_signature(StoreContext& context,
                                                    const ReportSignature& wanted);
[[nodiscard]] Result<std::vector<ReportSignature>> read_signatures(Connection& db,
                                                                   const std::string& report,
                                                                   const report::Scope& scope);
[[nodiscard]] Result<std::vector<ReportSignature>> read_all_signatures(Connection& db,
                                                                       const std::string& site,
                                                                       std::int64_t at_most);

}  // namespace lockbox::deposit
