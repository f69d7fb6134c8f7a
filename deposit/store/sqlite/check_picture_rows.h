#pragma once

#include <cstdint>
#include <vector>

#include "core/result.h"
#include "deposit/model/document.h"
#include "deposit/store/sqlite/batch_rows.h"

namespace lockbox::deposit {

/// How long a check is looked for among those captured before it.
inline constexpr std::int64_t alike_days = 60;

/// The rows that a reading belongs to.
struct ReadingPlace {
  std::int64_t reading_id = 0;
  std::int64_t document_id = 0;
};

/// Keeps how a check's ink lies, and beside it which earlier captures look like the same paper: of
/// its batch those where one line or the other was not read surely, and of the last `alike_days`
/// days, in any lockbox, those whose lines name the same check.
[[nodiscard]] Result<void> keep_check_picture(StoreContext& context, const BatchRow& batch,
                                              const ReadingPlace& place, const Reading& reading);

/// Gives each reading the earlier capture that is most alike, of those that neither went back nor
/// were found to be duplicates themselves.
[[nodiscard]] Result<void> read_alike_checks(Connection& db, BatchId batch,
                                             std::vector<Document>& documents);

}  // namespace lockbox::deposit
