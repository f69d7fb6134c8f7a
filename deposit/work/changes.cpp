#include "deposit/work/changes.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "deposit/work/journal.h"
#include "deposit/work/paths.h"

namespace lockbox::deposit {

namespace {

template <class Table, class State>
auto steps(const Table& table, State from, State to) {
  auto path = path_between(table, from, to);
  ENSURE(path.has_value());  // The derivation only names states that the table can reach.
  return *std::move(path);
}

std::map<std::int64_t, const Transaction*> by_key(const std::vector<Transaction>& transactions) {
  std::map<std::int64_t, const Transaction*> index;
  for (const auto& transaction : transactions) index.emplace(transaction.key, &transaction);
  return index;
}

/// Its documents went to other transactions, and their money with them.
Transaction voided(const Transaction& before) {
  Transaction transaction;
  transaction.key = before.key;
  transaction.work_type = before.work_type;
  transaction.evidence = before.evidence;
  transaction.state = TransactionState::Voided;
  return transaction;
}

/// Where a transaction's suspense was booked, which the site's rules of today do not change.
DepositHome suspense_home(const BatchContents& contents, std::int64_t key) {
  for (const auto& entry : contents.entries) {
    if (entry.kind != EntryKind::Apply || entry.transaction != key) continue;
    for (const auto& line : entry.lines) {
      if (line.ledger == Ledger::Suspense) return {line.deposit_account, line.fund};
    }
  }
  return {};
}

void book(WorkChanges& changes, const BatchContents& contents, const Transaction& before,
          const Transaction& after) {
  auto entry = reapply_entry(before, after, suspense_home(contents, before.key));
  if (entry) changes.entries.push_back(*std::move(entry));
}

void book(WorkChanges& changes, const Transaction& after, const Site& site) {
  auto entry = apply_entry(after, site);
  if (entry) changes.entries.push_back(*std::move(entry));
}

void change_transactions(WorkChanges& changes, const BatchContents& contents, const BatchWork& work,
                         const Site& site) {
  const auto stored = by_key(contents.transactions);
  const auto wanted = by_key(work.transactions);
  for (const auto& [key, before] : stored) {
    if (wanted.contains(key) || before->state == TransactionState::Voided) continue;
    changes.transactions.push_back(
        {voided(*before), steps(transaction_transitions, before->state, TransactionState::Voided)});
  }
  for (const auto& after : work.transactions) {
    const auto found = stored.find(after.key);
    const auto before = found == stored.end() ? Transaction{} : *found->second;
    if (before == after) continue;
    changes.transactions.push_back(
        {after, steps(transaction_transitions, before.state, after.state)});
    if (is_frozen(before)) {
      book(changes, contents, before, after);
    } else if (is_frozen(after)) {
      book(changes, after, site);
    }
  }
}

/// Where an item belongs now.  What is cleared or deposited stays; the store moves it on.
ItemState item_state(const DocumentFacts& facts, const Item& item, const Transaction* owner) {
  if (item.state == ItemState::InDeposit) return item.state;
  if (facts.is_confirmed_duplicate()) return ItemState::DuplicateConfirmed;
  if (owner != nullptr && is_released(owner->state)) return ItemState::Cleared;
  if (owner != nullptr && owner->state == TransactionState::Returned) return ItemState::Returned;
  if (facts.is_tender() && !facts.has_sure_line()) return ItemState::NeedsRepair;
  if (facts.is_coupon() && !facts.coupon && !facts.keyed_account) return ItemState::NeedsRepair;
  if (!facts.is_tender()) return ItemState::Captured;
  if (!facts.amount) return ItemState::AmountPending;
  return facts.amount_source == AmountSource::Keyed ? ItemState::AmountKeyed : ItemState::Captured;
}

/// What a person said that it is.
void take_kind(Item& after, const DocumentFacts& facts) {
  if (!facts.kind_correction) return;
  after.kind = facts.kind;
  after.tender.reset();
  if (facts.is_tender()) {
    after.tender = facts.is_money_order() ? TenderKind::MoneyOrder : TenderKind::Check;
  } else {
    after.repaired_micr.reset();
  }
}

void change_items(WorkChanges& changes, const BatchContents& contents,
                  const std::vector<DocumentFacts>& documents, const BatchWork& work) {
  std::unordered_map<std::int64_t, const Transaction*> owner;
  for (const auto& transaction : work.transactions) {
    for (const auto sequence : transaction.documents) owner[sequence] = &transaction;
  }
  std::unordered_map<std::int64_t, const DocumentFacts*> facts_by_sequence;
  for (const auto& facts : documents) facts_by_sequence[facts.sequence] = &facts;
  for (const auto& item : contents.items) {
    const auto& facts = *facts_by_sequence.at(item.sequence);
    const auto owned = owner.find(item.sequence);
    auto after = item;
    take_kind(after, facts);
    after.amount = facts.amount;
    after.amount_source = facts.amount_source;
    if (facts.micr_repaired) after.repaired_micr = facts.micr;
    if (facts.is_confirmed_duplicate() && facts.duplicate_of) {
      after.duplicate_of = facts.duplicate_of;
    }
    after.transaction.reset();
    if (owned != owner.end()) after.transaction = owned->second->key;
    after.state = item_state(facts, item, owned == owner.end() ? nullptr : owned->second);
    if (after == item) continue;
    changes.items.push_back({after, steps(item_transitions, item.state, after.state)});
  }
}

void change_documents(WorkChanges& changes, const BatchContents& contents,
                      const std::vector<DocumentFacts>& documents) {
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (contents.documents[i].state != DocumentState::NeedsRepair) continue;
    const auto& facts = documents[i];
    const bool repaired = facts.is_tender()   ? facts.has_sure_line()
                          : facts.is_coupon() ? facts.keyed_account.has_value()
                                              : facts.kind_correction.has_value();
    if (repaired) changes.documents.push_back({facts.sequence, {DocumentEvent::Repair}});
  }
}

void change_tasks(WorkChanges& changes, const BatchContents& contents, const BatchWork& work) {
  std::map<AnswerKey, const Task*> stored;
  for (const auto& task : contents.tasks) stored[{task.sequence, task.field}] = &task;
  std::map<AnswerKey, const Task*> wanted;
  for (const auto& task : work.tasks) wanted[{task.sequence, task.field}] = &task;
  for (const auto& [key, task] : wanted) {
    const auto found = stored.find(key);
    if (found == stored.end()) {
      changes.tasks.push_back({*task, {}});
      continue;
    }
    auto after = *found->second;
    if (after.state == TaskState::Answered) {
      // Only the division of a check whose amount was corrected since is asked for again.
      if (after.field != TaskField::Account) continue;
      after.answer.clear();
      after.answered_by.clear();
    }
    after.transaction = task->transaction;
    after.reason = task->reason;
    after.state = TaskState::Open;
    if (after == *found->second) continue;
    changes.tasks.push_back({after, steps(task_transitions, found->second->state, after.state)});
  }
  for (const auto& [key, task] : stored) {
    if (task->state != TaskState::Open || wanted.contains(key)) continue;
    auto after = *task;
    after.state = TaskState::Withdrawn;
    changes.tasks.push_back({after, {TaskEvent::Withdraw}});
  }
}

/// In keying while anything is wanted of a person or the totals disagree; then balanced.
void change_batch(WorkChanges& changes, const BatchContents& contents, const BatchWork& work) {
  const auto state = contents.batch.state;
  const bool in_balance = work.control.holds() && work.control.unkeyed == 0;
  if (state == BatchState::CaptureComplete) {
    changes.batch_events.push_back(BatchEvent::BeginKeying);
  } else if (state == BatchState::InKeying && in_balance) {
    changes.batch_events.push_back(BatchEvent::Balance);
  } else if (state == BatchState::Balanced && !in_balance) {
    changes.batch_events.push_back(BatchEvent::Reopen);
  }
}

}  // namespace

WorkChanges changes_to(const BatchContents& contents, const std::vector<DocumentFacts>& documents,
                       const BatchWork& work, const Site& site) {
  WorkChanges changes;
  change_documents(changes, contents, documents);
  change_transactions(changes, contents, work, site);
  change_items(changes, contents, documents, work);
  change_tasks(changes, contents, work);
  change_batch(changes, contents, work);
  return changes;
}

}  // namespace lockbox::deposit
