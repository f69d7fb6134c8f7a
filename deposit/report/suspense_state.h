#pragma once

#include <map>
#include <string>

#include "deposit/report/facts.h"
#include "deposit/report/report.h"

namespace lockbox::deposit::report {

/// Suspense of one envelope as it stood at the end of a period.
struct WaitingMoney {
  std::string lockbox = {};
  std::string since = {};  ///< The day of its batch.
  std::int64_t age_days = 0;
  std::string fund = {};
  std::string reason = {};  ///< In words; empty when it is not known.
  Money amount = {};
};

/// What went into suspense less what entries up to the last day took out (D10); envelopes of which
/// nothing is left are left out.
[[nodiscard]] std::map<ledger::Origin, WaitingMoney> suspense_at_end(const Facts& facts,
                                                                     const Scope& scope);

}  // namespace lockbox::deposit::report
