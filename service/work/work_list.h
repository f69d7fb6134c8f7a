#pragma once

/// @file
/// What there is to do now for one person, best first.

#include <cstdint>
#include <string>
#include <vector>

#include "core/state_table.h"
#include "deposit/model/site.h"
#include "deposit/store/books.h"
#include "service/work/batch_view.h"
#include "service/work/viewer.h"

namespace lockbox::service::work {

enum class WorkKind { Key, Balance, Approve, Build, Close, Rescan, Release };
inline constexpr Names<7> work_kind_names{"key",   "balance", "approve", "build",
                                          "close", "rescan",  "release"};

struct WorkLine {
  WorkKind kind = WorkKind::Key;
  std::int64_t count = 0;
  std::string text;
  std::string href;
};

struct WorkList {
  std::vector<WorkLine> lines;   ///< Only what the person has the right to do.
  std::int64_t keyed_today = 0;  ///< Answers of the person in batches of the newest day.
};

/// Looks at the days that are not closed.
[[nodiscard]] Result<WorkList> work_for(deposit::Books& books, const deposit::Site& site,
                                        const Viewer& viewer);

}  // namespace lockbox::service::work
