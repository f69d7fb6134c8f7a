#pragma once

#include <vector>

#include "deposit/model/work.h"
#include "deposit/store/sqlite/batch_rows.h"

namespace lockbox::deposit {

/// Names a written file; a posting file takes the lines of its fund that no other has.
[[nodiscard]] Result<void> record_file_row(StoreContext& context, const BatchRow& batch,
                                           const OutputFile& file);
[[nodiscard]] Result<std::vector<OutputFile>> read_files(Connection& db, BatchId batch);

}  // namespace lockbox::deposit
