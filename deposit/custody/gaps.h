#pragma once

/// @file
/// The gap report: what of the mail log is not signed, not counted alike or not explained at the
/// end of a day.

#include <vector>

#include "deposit/custody/roll.h"

namespace lockbox::deposit::custody {

/// In order of pick-ups, units and findings; empty when the day may close.
[[nodiscard]] std::vector<Gap> gaps_of(const CustodyBook& book);

/// Units and batches that were scanned together: what the units held at their scan, and the
/// envelopes of the batches.
struct ScanGroup {
  std::vector<WorkUnitId> units;
  std::vector<BatchId> batches;
  std::int64_t pieces = 0;
  std::int64_t envelopes = 0;
};
/// Each scanned unit that is linked to a batch is in one of them.
[[nodiscard]] std::vector<ScanGroup> scan_groups(const std::vector<WorkUnit>& units);

}  // namespace lockbox::deposit::custody
