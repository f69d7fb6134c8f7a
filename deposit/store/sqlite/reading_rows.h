#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "deposit/model/document.h"
#include "deposit/store/sqlite/batch_rows.h"

namespace lockbox::deposit {

/// Stores readings, moves their documents on and makes the items of those that could be read.
[[nodiscard]] Result<void> record_reading_rows(StoreContext& context, const BatchRow& batch,
                                               std::span<const Reading> readings);

/// Takes a picture that was refused for its quality as it is: its document has its item and is as
/// it was read; the actor's name stands beside the reason.  Conflict for any other document.
[[nodiscard]] Result<void> accept_picture_row(StoreContext& context, const BatchRow& batch,
                                              const AcceptedPicture& accepted);

/// The reading of a document's last scan, as it came from the reader but for what people said of
/// its kind; nothing where there is none.
[[nodiscard]] Result<std::optional<Reading>> stored_reading(StoreContext& context,
                                                            const BatchRow& batch,
                                                            std::int64_t sequence);

/// Says what a paper is, unless its money moved in the meantime (Conflict); the actor's name stands
/// beside the reason.
[[nodiscard]] Result<void> add_kind_correction(StoreContext& context, const BatchRow& batch,
                                               const KindCorrection& correction);

/// Gives each document the reading of its last scan; of one that needs a rescan, its fault only.
[[nodiscard]] Result<void> read_readings(StoreContext& context, BatchId batch,
                                         std::vector<Document>& documents);

/// The documents as `read_documents` and `read_readings` give them, with no more than load_tally
/// tells of.
[[nodiscard]] Result<std::vector<Document>> read_counted_documents(Connection& db,
                                                                   const Batch& batch);

}  // namespace lockbox::deposit
