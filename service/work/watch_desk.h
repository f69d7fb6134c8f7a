#pragma once

/// @file
/// The watch over the books as auditors and supervisors use it.

#include <vector>

#include "deposit/model/site.h"
#include "deposit/store/books.h"

namespace lockbox::service::work {

/// Looks at the last 120 days before the newest business day through every lens and files what it
/// finds; how many findings are new or have grown.  Nothing before the first batch.
[[nodiscard]] Result<int> run_watch(deposit::Books& books, const deposit::Site& site,
                                    const deposit::Actor& actor);

/// By score; nobody is shown what is found about themselves, under their name or full name.
[[nodiscard]] Result<std::vector<deposit::FiledFinding>> findings_for(deposit::Books& books,
                                                                      const deposit::Site& site,
                                                                      const deposit::User& person);

}  // namespace lockbox::service::work
