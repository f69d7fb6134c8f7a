#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "service/work/batch_view.h"

namespace lockbox::service::work {

using deposit::Item;
using deposit::TransactionState;

namespace {

/// More candidates than a person would look at prove nothing.
constexpr std::size_t candidates_max = 5;

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

/// Tender whose amount is known and counts; first what people keyed, which is likelier wrong than
/// what was read.
std::vector<const Item*> counted_items(const deposit::BatchContents& contents) {
  std::vector<const Item*> items;
  for (const auto& item : contents.items) {
    if (item.kind != deposit::ItemKind::Tender || !item.amount) continue;
    if (item.state == deposit::ItemState::DuplicateConfirmed) continue;
    items.push_back(&item);
  }
  std::stable_partition(items.begin(), items.end(), [](const Item* item) {
    return item->amount_source == deposit::AmountSource::Keyed;
  });
  return items;
}

std::string document_text(const Item& item) {
  return "Document " + std::to_string(item.sequence) + " is " + item.amount->to_string();
}

/// The amount with two neighbouring digits changed places that is less by `excess`, or nothing.
std::optional<Money> swapped_to(Money amount, Money excess) {
  const auto digits = std::to_string(amount.cents());
  for (std::size_t i = 0; i + 1 < digits.size(); ++i) {
    auto swapped = digits;
    std::swap(swapped[i], swapped[i + 1]);
    const auto other = Money::from_cents(std::stoll(swapped));
    if (other != amount && amount - other == excess) return other;
  }
  return std::nullopt;
}

void propose_swaps(const std::vector<const Item*>& items, Money excess,
                   std::vector<Difference>& candidates) {
  for (const auto* item : items) {
    const auto other = swapped_to(*item->amount, excess);
    if (!other) continue;
    const bool was_keyed = item->amount_source == deposit::AmountSource::Keyed;
    candidates.push_back({document_text(*item) + (was_keyed ? ", keyed" : ", read") +
                              "; with two digits changed places it would be " + other->to_string() +
                              " and the batch would balance.",
                          item->sequence});
  }
}

void propose_single(const std::vector<const Item*>& items, Money excess,
                    std::vector<Difference>& candidates) {
  const bool is_over = excess > Money{};
  const auto size = is_over ? excess : Money{} - excess;
  for (const auto* item : items) {
    if (*item->amount != size) continue;
    candidates.push_back({document_text(*item) + ", the very difference: " +
                              (is_over ? "the declared total may lack it."
                                       : "the declared total may hold it twice."),
                          item->sequence});
  }
}

void propose_pair(const std::vector<const Item*>& items, Money excess,
                  std::vector<Difference>& candidates) {
  const bool is_over = excess > Money{};
  const auto size = is_over ? excess : Money{} - excess;
  std::unordered_map<std::int64_t, const Item*> seen;
  for (const auto* item : items) {
    const auto other = seen.find((size - *item->amount).cents());
    if (other != seen.end()) {
      candidates.push_back({document_text(*other->second) + " and document " +
                                std::to_string(item->sequence) + " is " +
                                item->amount->to_string() + ", together the very difference.",
                            other->second->sequence});
    }
    seen.emplace(item->amount->cents(), item);
  }
}

}  // namespace

std::vector<Difference> differences_of(const ProvenBatch& batch) {
  std::vector<Difference> differences;
  tell_envelopes(batch, differences);
  const auto numbers = numbers_of(batch);
  if (batch.control.holds() || !numbers.difference) return differences;
  differences.push_back({batch.control.sentence(), std::nullopt});
  const auto excess = numbers.difference->amount;
  // While amounts are wanted the difference is theirs, and whatever fits it fits by chance.
  if (batch.control.unkeyed > 0 || excess.is_zero()) return differences;
  const auto items = counted_items(batch.contents);
  std::vector<Difference> candidates;
  propose_single(items, excess, candidates);
  propose_swaps(items, excess, candidates);
  if (candidates.empty()) propose_pair(items, excess, candidates);
  if (candidates.size() > candidates_max) candidates.resize(candidates_max);
  differences.insert(differences.end(), candidates.begin(), candidates.end());
  return differences;
}

}  // namespace lockbox::service::work
