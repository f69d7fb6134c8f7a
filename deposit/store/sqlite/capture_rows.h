#pragma once

#include <span>

#include "deposit/model/document.h"
#include "deposit/store/sqlite/batch_rows.h"

namespace lockbox::deposit {

/// Files documents into the batch; how many were new or scanned again.
[[nodiscard]] Result<int> file_document_rows(StoreContext& context, const BatchRow& batch,
                                             std::span<const NewDocument> documents);

/// The documents of the batch as their last scan gave them, without readings, by sequence.
[[nodiscard]] Result<std::vector<Document>> read_documents(StoreContext& context, BatchId batch);

}  // namespace lockbox::deposit
