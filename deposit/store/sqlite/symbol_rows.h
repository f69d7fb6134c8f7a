#pragma once

#include "core/ids.h"
#include "deposit/store/sqlite/connection.h"
#include "deposit/store/sqlite/field_seal.h"
#include "encode/explain/seen_page.h"

namespace lockbox::deposit {

/// A reading that is stored already.
struct ReadingRow {
  std::int64_t id = 0;
  std::int64_t lockbox_id = 0;
};

/// Nothing for a page on which no symbol was seen.
void insert_symbols(Connection& db, const FieldSeal& seal, const ReadingRow& reading,
                    const encode::SeenPage& seen);

/// What was seen on the last scan of a document; nothing when it has no reading, or one without
/// symbols.
[[nodiscard]] Result<std::optional<encode::SeenPage>> find_symbols(Connection& db,
                                                                   const FieldSeal& seal,
                                                                   DocumentId document);

}  // namespace lockbox::deposit
