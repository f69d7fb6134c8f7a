#pragma once

#include <vector>

#include "deposit/model/virtual_batch.h"
#include "service/config/table_reader.h"

namespace lockbox::service {

/// Every [[virtual_batch]] of a site file, in its order: `name`, and of `bill_types` and
/// `work_types` one or both.
[[nodiscard]] std::vector<deposit::VirtualBatchRule> read_virtual_batches(TableReader& file);

}  // namespace lockbox::service
