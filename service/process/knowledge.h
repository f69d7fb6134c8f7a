#pragma once

#include <vector>

#include "core/result.h"
#include "deposit/match/matching.h"
#include "deposit/store/store.h"

namespace lockbox::service {

/// Which payments the books may recall: those that a batch may know of.
struct Recall {
  deposit::Store& store;
  BatchId batch;
  deposit::PayersAsOf as_of;
};

/// The payers of those checks that, by these rules, nothing else places.
[[nodiscard]] Result<deposit::MatchKnowledge> knowledge_of(
    const Recall& from, const deposit::AccountIndex& accounts,
    const std::vector<deposit::DocumentFacts>& documents, deposit::MatchRules rules);

}  // namespace lockbox::service
