#pragma once

#include <vector>

#include "deposit/close/day_record.h"

namespace lockbox::deposit::close {

/// What goes on after the day: held envelopes, suspense, open tasks, deposits that nobody approved
/// yet, also those of earlier days; oldest first.  An envelope that was carried forward is in the
/// list of the day that it came into, and in that of the closed one as it was then.
[[nodiscard]] std::vector<CarriedRow> carried_of(const DaySources& sources,
                                                 const std::vector<SuspenseRow>& suspense);

}  // namespace lockbox::deposit::close
