#include "deposit/work/control.h"

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

ControlProof prove_control(const BatchHeader& header, const BatchContents& contents,
                           const std::vector<DocumentFacts>& documents) {
  ControlProof proof;
  proof.declared = header.control;
  if (!contents.batch.accepted.empty()) proof.accepted = contents.batch.accepted.back();
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
