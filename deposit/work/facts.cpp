#include "deposit/work/facts.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "deposit/work/grouping.h"
#include "encode/micr/line_of_font.h"

namespace lockbox::deposit {

AccountIndex::AccountIndex(std::vector<Account> accounts) : accounts_{std::move(accounts)} {
  by_number_.reserve(accounts_.size());
  for (std::size_t i = 0; i < accounts_.size(); ++i) {
    by_number_.emplace(accounts_[i].number.reveal(), i);
  }
}

const Account* AccountIndex::find(const AccountNumber& number) const {
  const auto found = by_number_.find(number.reveal());
  return found == by_number_.end() ? nullptr : &accounts_[found->second];
}

Answers answers_of(const std::vector<Task>& tasks) {
  Answers answers;
  for (const auto& task : tasks) {
    if (task.state == TaskState::Answered) answers[{task.sequence, task.field}] = task.answer;
  }
  return answers;
}

bool is_released(TransactionState state) {
  switch (state) {
    case TransactionState::Released:
    case TransactionState::Deposited:
    case TransactionState::Posted:
      return true;
    case TransactionState::Assembled:
    case TransactionState::NeedsMatch:
    case TransactionState::ExceptionOpen:
    case TransactionState::InBalance:
    case TransactionState::Voided:
    case TransactionState::Held:
    case TransactionState::Returned:
      return false;
  }
  return false;
}

bool is_frozen(const Transaction& transaction) {
  return is_released(transaction.state) && !transaction.tender.is_zero();
}

namespace {

std::optional<std::string> answer_to(const Answers& answers, std::int64_t sequence,
                                     TaskField field) {
  const auto found = answers.find({sequence, field});
  if (found == answers.end()) return std::nullopt;
  return found->second;
}

ItemKind item_kind_of(encode::PageKind kind) {
  switch (kind) {
    case encode::PageKind::Check:
      return ItemKind::Tender;
    case encode::PageKind::Coupon:
      return ItemKind::Coupon;
    case encode::PageKind::Correspondence:
      return ItemKind::Correspondence;
    case encode::PageKind::Unknown:
      return ItemKind::Unknown;
  }
  return ItemKind::Unknown;
}

void take_micr(DocumentFacts& facts, const Answers& answers) {
  const auto keyed = answer_to(answers, facts.sequence, TaskField::Micr);
  if (!keyed) return;
  auto line = encode::parse_keyed_line(*keyed);
  ENSURE(line.has_value());  // Answers are checked before they are stored.
  facts.micr = std::move(*line);
  facts.micr_repaired = true;
}

std::optional<Money> keyed_amount(const Answers& answers, std::int64_t sequence, TaskField field) {
  const auto keyed = answer_to(answers, sequence, field);
  if (!keyed) return std::nullopt;
  std::int64_t cents = 0;
  const auto [end, error] = std::from_chars(keyed->data(), keyed->data() + keyed->size(), cents);
  ENSURE(error == std::errc{} && end == keyed->data() + keyed->size());
  return Money::from_cents(cents);
}

/// What two people agree on holds; where they differ, what a third says.
void take_verification(DocumentFacts& facts, const Answers& answers) {
  const auto second = keyed_amount(answers, facts.sequence, TaskField::VerifyAmount);
  facts.was_verified = second.has_value();
  if (!second || *second == *facts.amount) return;
  const auto third = keyed_amount(answers, facts.sequence, TaskField::ThirdAmount);
  facts.is_disputed = !third;
  if (third) facts.amount = third;
}

void take_amount(DocumentFacts& facts, const Answers& answers) {
  if (const auto first = keyed_amount(answers, facts.sequence, TaskField::Amount)) {
    facts.amount = first;
    facts.amount_source = AmountSource::Keyed;
    facts.was_keyed = true;
    take_verification(facts, answers);
  } else if (facts.micr.amount && *facts.micr.amount > Money{}) {
    // A field of zeros is no amount: nobody draws a check over nothing.
    facts.amount = facts.micr.amount;
    facts.amount_source = facts.micr_repaired ? AmountSource::Keyed : AmountSource::MicrLine;
  }
}

void take_account(DocumentFacts& facts, const Answers& answers) {
  const auto answer = answer_to(answers, facts.sequence, TaskField::Account);
  if (!answer) return;
  if (!is_split(*answer)) {
    facts.keyed_account = AccountNumber{*answer};
    return;
  }
  auto split = parse_split(*answer);
  ENSURE(split.has_value());  // Answers are checked before they are stored.
  facts.keyed_split = *std::move(split);
  std::erase_if(facts.keyed_split, [&](const Share& share) {
    const bool is_suspense = share.account.reveal() == suspense_share;
    if (is_suspense) facts.keyed_suspense = share.amount;
    return is_suspense;
  });
}

/// A slip of the counter is not read: what was entered stands in its item.
void take_entered(std::vector<DocumentFacts>& documents, const std::vector<Item>& items) {
  for (const auto& item : items) {
    const auto found = std::ranges::find(documents, item.sequence, &DocumentFacts::sequence);
    if (found == documents.end()) continue;
    found->kind = item.kind;
    found->amount = item.amount;
    found->amount_source = item.amount_source;
  }
}

DocumentFacts facts_of(const Document& document, const Answers& answers) {
  DocumentFacts facts;
  facts.sequence = document.captured.sequence;
  facts.is_separator = document.captured.is_separator;
  facts.scanner_transaction = document.captured.transaction_number;
  facts.needs_rescan = document.state == DocumentState::NeedsRescan;
  if (document.reading) {
    facts.kind = item_kind_of(document.reading->kind);
    if (document.reading->micr) facts.micr = document.reading->micr->line;
    facts.coupon = document.reading->coupon;
    facts.check_boxes = document.reading->check_boxes;
    facts.alike = document.reading->alike;
  }
  if (facts.is_tender()) {
    take_micr(facts, answers);
    take_amount(facts, answers);
  }
  take_account(facts, answers);
  facts.boundary = answer_to(answers, facts.sequence, TaskField::Boundary);
  if (facts.kind == ItemKind::Unknown && !facts.needs_rescan && facts.boundary) {
    // Whoever said where it belongs has looked at it and was told what the answer means.
    facts.kind = ItemKind::Correspondence;
  }
  facts.duplicate = answer_to(answers, facts.sequence, TaskField::Duplicate);
  return facts;
}

void take_decisions(std::vector<DocumentFacts>& documents, const std::vector<Decision>& decisions) {
  for (const auto& decision : decisions) {
    const auto found = std::ranges::find(documents, decision.sequence, &DocumentFacts::sequence);
    if (found == documents.end()) continue;
    found->decision = decision;
    if (decision.kind == DecisionKind::Resume) found->decision.reset();
  }
}

/// What holds for a document holds for its envelope; what goes back outranks what waits.
void spread_decisions(std::vector<DocumentFacts>& documents) {
  std::unordered_map<std::int64_t, Decision> spread;
  for (const auto& group : group_documents(documents)) {
    const Decision* holds = nullptr;
    for (const auto* document : group.documents) {
      if (!document->decision) continue;
      if (holds == nullptr || (document->is_returned() && holds->kind != DecisionKind::Return)) {
        holds = &*document->decision;
      }
    }
    if (holds == nullptr) continue;
    for (const auto* document : group.documents) spread.emplace(document->sequence, *holds);
  }
  for (auto& facts : documents) {
    const auto found = spread.find(facts.sequence);
    if (found != spread.end()) facts.decision = found->second;
    if (facts.is_returned()) facts.is_disputed = false;  // Nobody is asked about it any more.
  }
}

void take_accepted_pictures(std::vector<DocumentFacts>& documents,
                            const std::vector<AcceptedPicture>& accepted) {
  for (const auto& picture : accepted) {
    const auto found = std::ranges::find(documents, picture.sequence, &DocumentFacts::sequence);
    if (found != documents.end()) found->accepted_picture = picture;
  }
}

void take_kind_corrections(std::vector<DocumentFacts>& documents,
                           const std::vector<KindCorrection>& corrections) {
  for (const auto& correction : corrections) {
    const auto found = std::ranges::find(documents, correction.sequence, &DocumentFacts::sequence);
    if (found != documents.end()) found->kind_correction = correction;
  }
}

void mark_frozen(std::vector<DocumentFacts>& documents,
                 const std::vector<Transaction>& transactions) {
  std::unordered_map<std::int64_t, std::int64_t> frozen;
  for (const auto& transaction : transactions) {
    if (!is_frozen(transaction)) continue;
    for (const auto sequence : transaction.documents) frozen.emplace(sequence, transaction.key);
  }
  for (auto& facts : documents) {
    const auto found = frozen.find(facts.sequence);
    if (found != frozen.end()) facts.frozen_transaction = found->second;
  }
}

/// The same check: its line and the amount.  A line without a check number proves nothing.
std::optional<encode::CheckName> comparable(const DocumentFacts& facts) {
  if (!facts.is_tender() || facts.is_returned() || !facts.amount) return std::nullopt;
  return encode::name_of_check(facts.micr);
}

void find_duplicates(std::vector<DocumentFacts>& documents, const PriorChecks& prior) {
  std::map<std::pair<encode::CheckName, Money>, std::int64_t> seen;
  for (auto& facts : documents) {
    auto name = comparable(facts);
    if (!name) continue;
    const auto [first, is_new] =
        seen.emplace(std::pair{*std::move(name), *facts.amount}, facts.sequence);
    if (!is_new) {
      facts.duplicate_of = first->second;
      facts.duplicate_reason = "Same bank, account, check number and amount as document " +
                               std::to_string(first->second) + ".";
    } else if (const auto before = prior.find(facts.sequence); before != prior.end()) {
      facts.duplicate_reason = "Same bank, account, check number and amount as document " +
                               std::to_string(before->second.sequence) + " of " +
                               before->second.business_day.to_string() + " in lockbox " +
                               before->second.lockbox + ".";
    }
  }
}

/// Nothing that would say it by line and amount is still to be keyed.
bool is_known_by_line(const DocumentFacts& facts) {
  return facts.amount && facts.has_sure_line();
}

/// Whether a document of the batch may be the same paper: it is over the same amount, or the same
/// by its line, and this one is not held against it already.
bool may_be_same(const DocumentFacts& other, const DocumentFacts& facts) {
  if (other.duplicate_of == facts.sequence) return false;
  return other.amount == facts.amount ||
         encode::name_of_check(other.micr) == encode::name_of_check(facts.micr);
}

/// The same paper by its picture, where line and amount do not say so: one of them is another one.
/// Asked once these are known, because a "no" is said once and must not cover what they prove.
void find_alike(std::vector<DocumentFacts>& documents, BatchId batch) {
  for (auto& facts : documents) {
    if (!facts.alike || !facts.is_tender() || facts.is_returned()) continue;
    if (!facts.duplicate_reason.empty() || !is_known_by_line(facts)) continue;
    const auto& alike = *facts.alike;
    const bool is_here = alike.batch == batch;
    if (is_here) {
      const auto other = std::ranges::find(documents, alike.sequence, &DocumentFacts::sequence);
      if (other == documents.end() || !may_be_same(*other, facts)) continue;
      facts.duplicate_of = alike.sequence;
    }
    facts.is_only_alike = true;
    facts.duplicate_reason =
        "Alike by picture, " + std::to_string(alike.likeness) + " of 100, with document " +
        std::to_string(alike.sequence) +
        (is_here ? "" : " of " + alike.business_day.to_string() + " in lockbox " + alike.lockbox) +
        ". Is it the same paper?";
  }
}

}  // namespace

bool awaits_verification(const BatchContents& contents, std::int64_t sequence) {
  return std::ranges::any_of(contents.tasks, [&](const Task& task) {
    return task.sequence == sequence && task.state == TaskState::Open &&
           (task.field == TaskField::VerifyAmount || task.field == TaskField::ThirdAmount);
  });
}

std::vector<DocumentFacts> gather_facts(const BatchContents& contents, const Answers& answers,
                                        const PriorChecks& prior) {
  std::vector<DocumentFacts> documents;
  documents.reserve(contents.documents.size());
  for (const auto& document : contents.documents) documents.push_back(facts_of(document, answers));
  if (contents.counter) take_entered(documents, contents.items);
  take_accepted_pictures(documents, contents.batch.accepted_pictures);
  take_kind_corrections(documents, contents.batch.kind_corrections);
  mark_frozen(documents, contents.transactions);
  if (!contents.batch.decisions.empty()) {
    take_decisions(documents, contents.batch.decisions);
    spread_decisions(documents);
  }
  find_duplicates(documents, prior);
  find_alike(documents, contents.batch.id);
  for (auto& facts : documents) {
    facts.is_unverified = !facts.is_returned() && awaits_verification(contents, facts.sequence);
  }
  return documents;
}

bool DocumentFacts::is_divided() const {
  if (keyed_account) return true;
  auto given = keyed_suspense.value_or(Money{});
  for (const auto& share : keyed_split) given += share.amount;
  return is_account_keyed() && amount == given;
}

bool DocumentFacts::has_sure_line() const {
  return micr_repaired ? encode::is_whole_line(micr) : encode::is_sure_line(micr);
}

}  // namespace lockbox::deposit
