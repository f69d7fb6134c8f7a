#include <algorithm>

#include "service/work/batch_view.h"

namespace lockbox::service::work {

using deposit::TransactionState;

namespace {

bool waits(const deposit::Transaction& transaction) {
  return transaction.state == TransactionState::Assembled ||
         transaction.state == TransactionState::NeedsMatch ||
         transaction.state == TransactionState::ExceptionOpen;
}

std::string rescan_text(const ProvenBatch& batch, std::int64_t sequence) {
  const auto* document = BatchIndex{batch.contents}.document(sequence);
  return document != nullptr && document->reading && document->reading->is_acceptable
             ? "Its picture was refused; scan it again, or a supervisor accepts it as it is."
             : "It cannot be read and must be scanned again.";
}

void tell_envelopes(const ProvenBatch& batch, std::vector<Difference>& differences) {
  for (const auto& transaction : batch.contents.transactions) {
    if (!waits(transaction)) continue;
    const auto envelope = "Envelope " + std::to_string(transaction.key) + ", document ";
    for (const auto& task : batch.contents.tasks) {
      if (task.state != deposit::TaskState::Open || task.transaction != transaction.key) continue;
      differences.push_back(
          {envelope + std::to_string(task.sequence) + ": " + task.reason, task.sequence});
    }
    for (const auto& facts : batch.facts) {
      if (!facts.needs_rescan ||
          std::ranges::find(transaction.documents, facts.sequence) == transaction.documents.end()) {
        continue;
      }
      differences.push_back(
          {envelope + std::to_string(facts.sequence) + ": " + rescan_text(batch, facts.sequence),
           facts.sequence});
    }
  }
}

}  // namespace

std::vector<Difference> differences_of(const ProvenBatch& batch) {
  std::vector<Difference> differences;
  tell_envelopes(batch, differences);
  const auto numbers = numbers_of(batch);
  if (batch.control.holds() || !numbers.difference) return differences;
  differences.push_back({batch.control.sentence(), std::nullopt});
  return differences;
}

}  // namespace lockbox::service::work
