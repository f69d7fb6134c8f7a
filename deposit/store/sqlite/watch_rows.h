#pragma once

#include <string>

#include "core/business_day.h"
#include "deposit/store/sqlite/store_context.h"
#include "deposit/watch/rows.h"

namespace lockbox::deposit {

/// What the lenses look at, from a day on.
[[nodiscard]] Result<watch::WatchRows> read_watch_rows(StoreContext& context,
                                                       const std::string& site,
                                                       const BusinessDay& from);

}  // namespace lockbox::deposit
