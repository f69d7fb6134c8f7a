#include "deposit/work/control.h"

#include <algorithm>

#include "deposit/model/person.h"

namespace lockbox::deposit {

bool ControlProof::holds() const {
  if (!declared) return true;
  if (unkeyed != 0) return false;
  const auto extra = difference();
  return (extra.documents == 0 && extra.amount.is_zero()) || is_accepted();
}

ControlTotals ControlProof::difference() const {
  ENSURE(declared.has_value());
  return {documents - declared->documents, amount - declared->amount};
}

bool ControlProof::is_accepted() const {
  return declared && accepted &&
         difference() == ControlTotals{accepted->documents, accepted->amount};
}

bool ControlProof::is_released() const {
  return release && release->held == ControlTotals{documents, amount};
}

bool ControlProof::may_release(const BalanceRules& rules) const {
  return holds() && (!rules.is_released_by_person || is_of_drawer || is_released());
}

bool ControlProof::waits_for_release(const BalanceRules& rules) const {
  return holds() && unkeyed == 0 && has_money_waiting && !may_release(rules);
}

std::string ControlProof::sentence() const {
  const auto found = to_text(ControlTotals{documents, amount});
  const auto open =
      unkeyed == 0 ? "" : "; " + std::to_string(unkeyed) + " amounts are still to be keyed";
  if (!declared) return "Uncontrolled batch: nothing was declared; found " + found + open + ".";
  const auto said = "Declared " + to_text(declared) + ", found " + found;
  if (holds() && is_accepted()) {
    return said + ": the difference was accepted by " + accepted->accepted_by + ": " +
           accepted->reason;
  }
  if (holds()) return said + ": in balance.";
  return said + ": difference " + std::to_string(documents - declared->documents) +
         " documents and " + (amount - declared->amount).to_string() + open + ".";
}

bool is_counted(const Document& document, const DocumentFacts& facts) {
  const bool is_paper = !document.captured.images.empty();
  return is_paper && !facts.is_separator && !facts.is_confirmed_duplicate();
}

bool is_unkeyed(const DocumentFacts& facts) {
  return facts.is_tender() && !facts.has_certain_amount() && !facts.is_returned();
}

bool has_worked_on(const BatchContents& contents, const std::string& person) {
  const auto is_it = [&](const std::string& name) { return is_same_person(name, person); };
  const auto& batch = contents.batch;
  return std::ranges::any_of(contents.tasks, is_it, &Task::answered_by) ||
         std::ranges::any_of(batch.corrections, is_it, &ControlCorrection::corrected_by) ||
         std::ranges::any_of(batch.accepted, is_it, &AcceptedDifference::accepted_by) ||
         std::ranges::any_of(batch.kind_corrections, is_it, &KindCorrection::corrected_by);
}

ControlProof prove_control(const BatchHeader& header, const BatchContents& contents,
                           const std::vector<DocumentFacts>& documents) {
  ControlProof proof;
  proof.declared = header.control;
  if (!contents.batch.accepted.empty()) proof.accepted = contents.batch.accepted.back();
  proof.is_of_drawer = contents.counter.has_value();
  proof.has_money_waiting = std::ranges::any_of(contents.transactions, [](const auto& one) {
    return one.state == TransactionState::InBalance && !one.tender.is_zero();
  });
  const auto& releases = contents.batch.releases;
  if (!releases.empty() && !has_worked_on(contents, releases.back().released_by)) {
    proof.release = releases.back();
  }
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const auto& facts = documents[i];
    if (!is_counted(contents.documents[i], facts)) continue;
    ++proof.documents;
    if (facts.has_certain_amount()) {
      proof.amount += *facts.amount;
    } else if (is_unkeyed(facts)) {
      ++proof.unkeyed;
    }
  }
  return proof;
}

}  // namespace lockbox::deposit
