#include "deposit/counter/receipt_work.h"

#include <algorithm>

#include "core/check.h"
#include "deposit/work/journal.h"

namespace lockbox::deposit::counter {

namespace {

/// Revenue without an account makes it MISC; else what was paid with.
WorkType work_type_of(const Receipt& receipt) {
  if (!receipt.charges.empty()) return WorkType::MISC;
  if (!receipt.of(TenderKind::Cash).is_zero()) return WorkType::CSH;
  if (!receipt.of(TenderKind::MoneyOrder).is_zero()) return WorkType::MO;
  if (!receipt.of(TenderKind::CardSlip).is_zero()) return WorkType::CC;
  return WorkType::CO;
}

Item item_of(const ReceiptTender& tender, std::int64_t transaction) {
  Item item;
  item.sequence = tender.sequence;
  item.kind = ItemKind::Tender;
  item.tender = tender.kind;
  item.amount = tender.amount;
  item.amount_source = AmountSource::Keyed;
  item.transaction = transaction;
  item.state = ItemState::AmountKeyed;
  return item;
}

const Transaction& transaction_at(const BatchContents& contents, std::int64_t key) {
  const auto found = std::ranges::find(contents.transactions, key, &Transaction::key);
  ENSURE(found != contents.transactions.end());
  return *found;
}

void release(WorkChanges& changes, const BatchContents& contents, const Receipt& receipt) {
  auto after = transaction_at(contents, receipt.transaction);
  after.state = TransactionState::Released;
  changes.transactions.push_back({after, {TransactionEvent::Release}});
  for (auto item : contents.items) {
    if (item.transaction != receipt.transaction) continue;
    item.state = ItemState::Cleared;
    changes.items.push_back({item, {ItemEvent::Clear}});
  }
  changes.entries.push_back(entry_of_receipt(receipt));
}

void add_over_short(WorkChanges& changes, const OverShortSlip& slip) {
  const bool is_over = slip.amount > Money{};
  Transaction transaction;
  transaction.key = slip.sequence;
  transaction.work_type = WorkType::MISC;
  transaction.documents = {slip.sequence};
  if (is_over) transaction.tender = transaction.adjustments = slip.amount;
  transaction.evidence = {is_over ? "The drawer held more than its receipts say: cash over."
                                  : "The drawer held less than its receipts say: cash short."};
  transaction.state = TransactionState::Released;
  changes.documents.push_back({slip.sequence, {DocumentEvent::ReadWell}});
  changes.transactions.push_back(
      {transaction,
       {TransactionEvent::Classify, TransactionEvent::Balance, TransactionEvent::Release}});
  Item item;
  item.sequence = slip.sequence;
  item.kind = is_over ? ItemKind::Tender : ItemKind::Correspondence;
  item.transaction = slip.sequence;
  item.state = ItemState::Cleared;
  std::vector<ItemEvent> events{ItemEvent::Clear};
  if (is_over) {
    item.tender = TenderKind::Cash;
    item.amount = slip.amount;
    item.amount_source = AmountSource::Keyed;
    events = {ItemEvent::AwaitAmount, ItemEvent::KeyAmount, ItemEvent::Clear};
  }
  changes.items.push_back({item, events});
  changes.entries.push_back(entry_of_over_short(slip));
}

}  // namespace

WorkChanges changes_of_receipt(const Receipt& receipt) {
  WorkChanges changes;
  Transaction transaction;
  transaction.key = receipt.transaction;
  transaction.work_type = work_type_of(receipt);
  transaction.tender = receipt.total();
  transaction.applied = receipt.accounts;
  transaction.adjustments = receipt.revenue();
  transaction.outcome = PaymentOutcome::Unstated;
  transaction.evidence = {"Receipt " + receipt_name(receipt.number) + ", taken at the counter by " +
                          receipt.taken_by + "."};
  transaction.state = TransactionState::InBalance;
  for (const auto& tender : receipt.tenders) {
    transaction.documents.push_back(tender.sequence);
    changes.documents.push_back({tender.sequence, {DocumentEvent::ReadWell}});
    changes.items.push_back(
        {item_of(tender, receipt.transaction), {ItemEvent::AwaitAmount, ItemEvent::KeyAmount}});
  }
  changes.transactions.push_back(
      {transaction, {TransactionEvent::Classify, TransactionEvent::Balance}});
  changes.reason = "Receipt " + receipt_name(receipt.number);
  return changes;
}

WorkChanges changes_of_void(const Receipt& receipt, const Transaction& stored,
                            std::span<const Item> items) {
  WorkChanges changes;
  auto after = stored;
  after.applied.clear();
  after.adjustments = Money{};
  after.outcome = PaymentOutcome::None;
  after.evidence.push_back("Voided by " + receipt.voided_by + ": " + receipt.voided_because);
  after.state = TransactionState::Returned;
  changes.transactions.push_back({after, {TransactionEvent::Return}});
  for (auto item : items) {
    if (item.transaction != stored.key) continue;
    item.state = ItemState::Returned;
    changes.items.push_back({item, {ItemEvent::Return}});
  }
  changes.reason = "Receipt " + receipt_name(receipt.number) + " voided: " + receipt.voided_because;
  return changes;
}

WorkChanges changes_of_acceptance(const BatchContents& contents,
                                  const std::optional<OverShortSlip>& slip) {
  ENSURE(contents.counter.has_value());
  WorkChanges changes;
  for (const auto& receipt : contents.counter->receipts) {
    if (receipt.state == ReceiptState::Issued) release(changes, contents, receipt);
  }
  if (slip) add_over_short(changes, *slip);
  changes.reason = "The count of the drawer is accepted.";
  changes.batch_events = {BatchEvent::CompleteCapture, BatchEvent::BeginKeying,
                          BatchEvent::Balance};
  return changes;
}

JournalEntry entry_of_receipt(const Receipt& receipt) {
  const auto spot = home_of(receipt);
  const DepositHome home{spot.deposit_account, spot.fund};
  JournalEntry entry{
      EntryKind::Apply, receipt.transaction, {}, "Receipt " + receipt_name(receipt.number), {}};
  entry.lines.push_back({Ledger::UndepositedTender, home.fund, home.deposit_account,
                         AccountNumber{}, receipt.total()});
  for (const auto& applied : receipt.accounts) {
    owe(entry, home, {applied.deposit_account, applied.fund}, applied.amount);
    entry.lines.push_back({Ledger::Receivable, applied.fund, applied.deposit_account,
                           applied.account, Money{} - applied.amount});
  }
  for (const auto& charge : receipt.charges) {
    for (const auto& part : charge.parts) {
      owe(entry, home, {part.spot.deposit_account, part.spot.fund}, part.amount);
      entry.lines.push_back({.ledger = Ledger::Revenue,
                             .fund = part.spot.fund,
                             .deposit_account = part.spot.deposit_account,
                             .account = AccountNumber{},
                             .amount = Money{} - part.amount,
                             .gl_account = part.spot.gl_account,
                             .charge_code = part.charge_code});
    }
  }
  ENSURE(is_balanced(entry));
  return entry;
}

JournalEntry entry_of_over_short(const OverShortSlip& slip) {
  const bool is_over = slip.amount > Money{};
  JournalEntry entry{
      EntryKind::Apply, slip.sequence, {}, is_over ? "Cash over." : "Cash short.", {}};
  const auto from = is_over ? Ledger::UndepositedTender : Ledger::ChangeFund;
  entry.lines.push_back(
      {from, slip.spot.fund, slip.spot.deposit_account, AccountNumber{}, slip.amount});
  entry.lines.push_back({.ledger = Ledger::OverShort,
                         .fund = slip.spot.fund,
                         .deposit_account = slip.spot.deposit_account,
                         .account = AccountNumber{},
                         .amount = Money{} - slip.amount,
                         .gl_account = slip.spot.gl_account});
  ENSURE(is_balanced(entry));
  return entry;
}

ControlTotals totals_of(const BatchContents& contents, const std::optional<OverShortSlip>& slip) {
  ControlTotals totals{static_cast<std::int64_t>(contents.documents.size()), {}};
  for (const auto& item : contents.items) {
    if (item.kind == ItemKind::Tender) totals.amount += item.amount.value_or(Money{});
  }
  if (!slip) return totals;
  ++totals.documents;
  if (slip->amount > Money{}) totals.amount += slip->amount;
  return totals;
}

}  // namespace lockbox::deposit::counter
