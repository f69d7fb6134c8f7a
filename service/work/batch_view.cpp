#include "service/work/batch_view.h"

#include <algorithm>

namespace lockbox::service::work {

namespace {

Result<ProvenBatch> prove(deposit::BatchContents contents, const std::string& site) {
  if (contents.batch.header.site != site) {
    return fail(ErrorCode::NotFound,
                "There is no batch " + std::to_string(contents.batch.id.value()) + ".");
  }
  auto facts = deposit::gather_facts(contents, deposit::answers_of(contents.tasks), {});
  auto control = deposit::prove_control(contents.batch.header, contents, facts);
  return ProvenBatch{std::move(contents), std::move(facts), control};
}

}  // namespace

Result<ProvenBatch> load_proven(deposit::Store& store, const std::string& site, BatchId batch) {
  return prove(TRY(store.load_batch(batch)), site);
}

Result<ProvenBatch> load_tallied(deposit::Store& store, const std::string& site, BatchId batch) {
  return prove(TRY(store.load_tally(batch)), site);
}

Result<std::vector<deposit::Batch>> batches_of(deposit::Store& store, const std::string& site,
                                               const std::optional<BusinessDay>& day) {
  auto batches = day ? TRY(store.batches_on(*day)) : TRY(store.batches());
  std::erase_if(batches, [&](const deposit::Batch& batch) { return batch.header.site != site; });
  std::ranges::sort(batches, std::ranges::greater{}, &deposit::Batch::id);
  return batches;
}

BatchNumbers numbers_of(const ProvenBatch& batch) {
  BatchNumbers numbers{total_up(batch.contents), std::nullopt};
  if (const auto& declared = batch.control.declared) {
    numbers.difference = deposit::ControlTotals{batch.control.documents - declared->documents,
                                                batch.control.amount - declared->amount};
  }
  return numbers;
}

namespace {

template <class Part>
const Part* found_in(const std::map<std::int64_t, const Part*>& parts, std::int64_t sequence) {
  const auto found = parts.find(sequence);
  return found == parts.end() ? nullptr : found->second;
}

}  // namespace

BatchIndex::BatchIndex(const deposit::BatchContents& contents) {
  for (const auto& document : contents.documents) {
    documents_.emplace(document.captured.sequence, &document);
  }
  for (const auto& item : contents.items) items_.emplace(item.sequence, &item);
  for (const auto& transaction : contents.transactions) {
    if (transaction.state == deposit::TransactionState::Voided) continue;
    for (const auto sequence : transaction.documents) {
      transactions_.emplace(sequence, &transaction);
    }
  }
  for (const auto& deposit : contents.deposits) {
    for (const auto sequence : deposit.items) deposits_.emplace(sequence, &deposit);
  }
}

const deposit::Document* BatchIndex::document(std::int64_t sequence) const {
  return found_in(documents_, sequence);
}
const deposit::Item* BatchIndex::item(std::int64_t sequence) const {
  return found_in(items_, sequence);
}
const deposit::Transaction* BatchIndex::transaction(std::int64_t sequence) const {
  return found_in(transactions_, sequence);
}
const deposit::Deposit* BatchIndex::deposit_of(std::int64_t sequence) const {
  return found_in(deposits_, sequence);
}

BatchPlan plan_batch(const ProvenBatch& batch, const deposit::Site& site) {
  if (!batch.control.holds()) {
    const auto sentence = batch.control.sentence();
    return {deposit::hold_deposits(batch.contents, sentence), false, sentence};
  }
  BatchPlan plan{deposit::plan_deposits(batch.contents, site), false, {}};
  const auto count = plan.plan.deposits.size();
  plan.is_ready = count > 0;
  if (count > 0) {
    plan.reason = std::to_string(count) + (count == 1 ? " deposit" : " deposits") + " can be made.";
  } else if (!plan.plan.unplaceable.empty()) {
    plan.reason = plan.plan.unplaceable.front().reason;
  } else if (batch.control.waits_for_release(site.balancing)) {
    plan.reason = "It balances and waits for a person who worked on none of it to release it.";
  } else {
    plan.reason = "Nothing is cleared that is in no deposit yet.";
  }
  return plan;
}

Result<void> check_may_be_forced(const ProvenBatch& batch) {
  if (!batch.control.is_controlled() || batch.control.holds()) {
    return fail(ErrorCode::Conflict, "This batch has no difference; there is nothing to force.");
  }
  if (batch.control.unkeyed > 0) {
    return fail(ErrorCode::Conflict,
                std::to_string(batch.control.unkeyed) +
                    " amounts are still to be keyed; the difference is known after that.");
  }
  return {};
}

Result<void> check_waits_for_release(const ProvenBatch& batch, const deposit::Site& site) {
  if (batch.control.waits_for_release(site.balancing)) return {};
  if (!site.balancing.is_released_by_person) {
    return fail(ErrorCode::Conflict, "Here a batch that balances is released by itself.");
  }
  if (batch.control.may_release(site.balancing)) {
    return fail(ErrorCode::Conflict, "This batch is released already.");
  }
  return fail(ErrorCode::Conflict, "The batch does not balance yet; it is released after that.");
}

std::optional<Money> shown_amount(const deposit::BatchContents& contents,
                                  const deposit::Item& item) {
  if (deposit::awaits_verification(contents, item.sequence)) return std::nullopt;
  return item.amount;
}

}  // namespace lockbox::service::work
