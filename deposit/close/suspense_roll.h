#pragma once

#include <vector>

#include "deposit/close/carry_days.h"
#include "deposit/close/day_record.h"

namespace lockbox::deposit::close {

/// D10 of the day, envelope by envelope and fund by fund: what was in suspense as it opened, what
/// came and went on it, what is there as it ends.  Without what came and went before the day.
[[nodiscard]] std::vector<SuspenseRow> roll_suspense(const DaySources& sources,
                                                     const CarryDays& carries);

}  // namespace lockbox::deposit::close
