#pragma once

/// @file
/// Findings in the database: counts that differ, discoveries and cash, and how each ends.

#include <string>

#include "core/result.h"
#include "deposit/store/sqlite/mail_rows.h"
#include "deposit/store/sqlite/unit_rows.h"

namespace lockbox::deposit {

[[nodiscard]] Result<void> record_count_difference(const SiteContext& context,
                                                   const UnitWriter& writer, std::int64_t counted,
                                                   const std::string& note);
struct ScanCounts {
  std::int64_t pieces = 0;
  std::int64_t envelopes = 0;
};
/// Ends as it is recorded.
[[nodiscard]] Result<void> record_scan_difference(const SiteContext& context,
                                                  custody::WorkUnitId unit,
                                                  const ScanCounts& counts,
                                                  const std::string& reason);
/// The follow-up of the discovery that became this unit ends, if there is one that is open; `how`
/// says where the paper is.  Conflict while it has one signature.
[[nodiscard]] Result<void> settle_discovery(const SiteContext& context, custody::WorkUnitId unit,
                                            std::string_view how);

[[nodiscard]] Result<void> discover_in(const SiteContext& context, custody::WorkUnitId unit,
                                       const WantedDiscovery& wanted);
[[nodiscard]] Result<void> find_cash_in(const SiteContext& context, custody::WorkUnitId unit,
                                        const custody::CashCount& count, const std::string& note);
[[nodiscard]] Result<void> add_cash_count(const SiteContext& context, custody::FindingId id,
                                          const custody::CashCount& count);
[[nodiscard]] Result<void> witness_finding(const SiteContext& context, custody::FindingId id);
[[nodiscard]] Result<void> resolve_finding(const SiteContext& context, custody::FindingId id,
                                           const WantedResolution& wanted);

}  // namespace lockbox::deposit
