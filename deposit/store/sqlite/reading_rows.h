#pragma once

#include <span>

#include "deposit/model/document.h"
#include "deposit/store/sqlite/batch_rows.h"

namespace lockbox::deposit {

/// Stores readings, moves their documents on and makes the items of those that could be read.
[[nodiscard]] Result<void> record_reading_rows(StoreContext& context, const BatchRow& batch,
                                               std::span<const Reading> readings);

/// Gives each document the reading of its last scan.
[[nodiscard]] Result<void> read_readings(StoreContext& context, BatchId batch,
                                         std::vector<Document>& documents);

}  // namespace lockbox::deposit
