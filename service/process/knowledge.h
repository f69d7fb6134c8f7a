#pragma once

#include <vector>

#include "core/result.h"
#include "deposit/match/matching.h"
#include "deposit/store/store.h"

namespace lockbox::service {

/// The payers of those checks that, by these rules, nothing else places.
[[nodiscard]] Result<deposit::MatchKnowledge> knowledge_of(
    deposit::Store& store, BatchId batch, const deposit::AccountIndex& accounts,
    const std::vector<deposit::DocumentFacts>& documents, deposit::MatchRules rules,
    deposit::PayersAsOf as_of);

}  // namespace lockbox::service
