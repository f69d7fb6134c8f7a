#pragma once

#include <span>
#include <vector>

#include "deposit/model/document.h"
#include "deposit/store/sqlite/batch_rows.h"

namespace lockbox::deposit {

/// Stores what was measured on the sides of a reading that is there already.
void insert_quality_rows(StoreContext& context, const BatchRow& batch, std::int64_t reading_id,
                         std::span<const SideQuality> sides);

/// Gives each document of the batch, by sequence, the quality of its last scan.
[[nodiscard]] Result<void> read_quality(StoreContext& context, BatchId batch,
                                        std::vector<Document>& documents);

}  // namespace lockbox::deposit
