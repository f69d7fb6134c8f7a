#include "service/process/knowledge.h"

#include <utility>

namespace lockbox::service {

Result<deposit::MatchKnowledge> knowledge_of(const Recall& from,
                                             const deposit::AccountIndex& accounts,
                                             const std::vector<deposit::DocumentFacts>& documents,
                                             deposit::MatchRules rules) {
  deposit::MatchKnowledge knowledge{std::move(rules), {}};
  for (const auto* check : deposit::wanted_payers(documents, accounts, knowledge.rules)) {
    const auto history = TRY(from.store.payer_history(from.batch, check->micr, from.as_of));
    if (history.payments.empty() && history.marks.empty()) continue;
    knowledge.payers.emplace(check->sequence, deposit::recall(history, knowledge.rules, accounts));
  }
  return knowledge;
}

}  // namespace lockbox::service
