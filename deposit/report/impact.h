#pragma once

/// @file
/// What an incident of the office kept waiting.

#include "deposit/report/facts.h"

namespace lockbox::deposit::report {

/// Counted over batches that were registered before the incident ended and whose items were not in
/// an approved deposit when it began.
struct Impact {
  std::int64_t minutes = 0;  ///< That it lasted, or lasts so far.
  std::int64_t batches = 0;
  std::int64_t items = 0;
  Money amount = {};  ///< Of items whose amount is known.
};

/// `now` stands for the end of an incident that lasts.
[[nodiscard]] Impact impact_of(const Incident& incident, const Facts& facts, Instant now);

}  // namespace lockbox::deposit::report
