#include "deposit/decide/envelope.h"

#include <algorithm>
#include <string>

#include "core/text.h"

#include "deposit/decide/case_steps.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

const Transaction* envelope_of(const BatchContents& contents, std::int64_t sequence) {
  const auto found = std::ranges::find_if(contents.transactions, [&](const Transaction& one) {
    return one.state != TransactionState::Voided &&
           std::ranges::find(one.documents, sequence) != one.documents.end();
  });
  return found == contents.transactions.end() ? nullptr : &*found;
}

namespace {

/// Why the envelope cannot be decided so, or nothing.
std::string objection_to(const Transaction& envelope, DecisionKind kind) {
  if (is_frozen(envelope)) {
    return "The money of this envelope is released for deposit; it can neither wait nor go back.";
  }
  const bool is_held = envelope.state == TransactionState::Held;
  const bool is_returned = envelope.state == TransactionState::Returned;
  switch (kind) {
    case DecisionKind::Hold:
      if (is_held) return "This envelope is held already.";
      return is_returned ? "This envelope goes back to its payer; take that back first." : "";
    case DecisionKind::Return:
      return is_returned ? "This envelope goes back to its payer already." : "";
    case DecisionKind::Resume:
      return is_held || is_returned ? "" : "This envelope is neither held nor returned.";
  }
  return "";
}

}  // namespace

Result<std::vector<Decision>> decide_envelope(const BatchContents& contents,
                                              const Decision& wanted) {
  const auto* envelope = envelope_of(contents, wanted.sequence);
  if (envelope == nullptr) {
    return fail(ErrorCode::NotFound,
                "Document " + std::to_string(wanted.sequence) + " is in no envelope.");
  }
  if (is_blank(wanted.reason)) {
    return fail(ErrorCode::InvalidInput, "A decision must say why.", "/reason");
  }
  if (auto reason = objection_to(*envelope, wanted.kind); !reason.empty()) {
    return fail(ErrorCode::Conflict, std::move(reason));
  }
  if (wanted.kind == DecisionKind::Resume) {
    for (const auto& one : contents.cases) {
      const bool is_of_it =
          std::ranges::find(envelope->documents, one.sequence) != envelope->documents.end();
      if (is_of_it && one.holds) {
        return fail(ErrorCode::Conflict, "This envelope waits for exception " +
                                             std::to_string(one.id) + "; decide that first.");
      }
      // Its paper is in one place: it comes out by its exception, as another capture.
      if (is_of_it && one.kept_at) {
        return fail(ErrorCode::Conflict, "Paper of this envelope is kept for exception " +
                                             std::to_string(one.id) + "; decide that first.");
      }
    }
  }
  std::vector<Decision> decisions;
  for (const auto sequence : envelope->documents) {
    decisions.push_back({sequence, wanted.kind, wanted.reason, wanted.decided_by});
  }
  return decisions;
}

}  // namespace lockbox::deposit
