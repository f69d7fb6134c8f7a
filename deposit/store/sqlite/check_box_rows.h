#pragma once

#include <span>
#include <vector>

#include "deposit/model/document.h"
#include "deposit/store/sqlite/connection.h"
#include "deposit/store/sqlite/symbol_rows.h"

namespace lockbox::deposit {

/// Nothing for a page without check boxes.
void insert_check_boxes(Connection& db, const ReadingRow& reading,
                        std::span<const encode::CheckBoxRead> boxes);

/// Gives the readings of a batch, which the documents have already, their check boxes.
[[nodiscard]] Result<void> read_check_boxes(Connection& db, BatchId batch,
                                            std::vector<Document>& documents);

}  // namespace lockbox::deposit
