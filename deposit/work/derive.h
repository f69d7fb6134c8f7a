#pragma once

/// @file
/// From facts to what a batch amounts to: transactions, matches, tasks.  Pure: the same facts give
/// the same work, so a rerun, a crash in between and a late answer all end in the same place.

#include <vector>

#include "deposit/match/matching.h"
#include "deposit/model/site.h"
#include "deposit/work/control.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// What a batch amounts to, given everything that is known.
struct BatchWork {
  std::vector<Transaction> transactions;  ///< By key; state is where each belongs now.
  std::vector<Task> tasks;                ///< Those that are wanted now, open.
  ControlProof control;
};

/// Whether what balances may move money, or answers that are at hand shall be heard first.
enum class Release { WhenBalanced, NotYet };

struct WorkInputs {
  const Site& site;
  const AccountIndex& accounts;
  const BatchContents& contents;
  const std::vector<DocumentFacts>& documents;
  Release release = Release::WhenBalanced;
  const MatchKnowledge& knowledge = no_knowledge();
};

[[nodiscard]] BatchWork derive_work(const WorkInputs& inputs);

}  // namespace lockbox::deposit
