#pragma once

#include <optional>
#include <vector>

#include "deposit/decide/case_steps.h"

namespace lockbox::deposit {

/// The first check that can still wait, whose envelope stands, whose line is sure and is that of
/// another country's banks, and about which nobody has raised "foreign" before.  Such a line is in
/// CMC-7 and has fields; it has no routing number, so that no cash letter can carry the check.
[[nodiscard]] std::optional<RaisedException> foreign_by_line(
    const BatchContents& contents, const std::vector<DocumentFacts>& documents);

}  // namespace lockbox::deposit
