#pragma once

/// @file
/// The day that is worked on, and the day that new work belongs to (C-26).

#include <vector>

#include "deposit/model/site.h"
#include "deposit/store/days.h"

namespace lockbox::service::work {

/// The newest that is not closed, else the newest; nullptr while there is none.
[[nodiscard]] const deposit::Day* current_day(const std::vector<deposit::Day>& newest_first);

/// Where new mail and new drawers go: the current day; once it is cut off the next banking day, and
/// once it is closed that or `today`, whichever is later.
[[nodiscard]] BusinessDay mail_day(const deposit::Day& current, const deposit::Site& site,
                                   const BusinessDay& today);

}  // namespace lockbox::service::work
