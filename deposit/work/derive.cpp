#include "deposit/work/derive.h"

#include <algorithm>

#include "deposit/match/allocation.h"
#include "deposit/match/charge_split.h"
#include "deposit/match/matching.h"
#include "deposit/work/beyond.h"
#include "deposit/work/grouping.h"
#include "deposit/work/line_question.h"
#include "encode/micr/foreign_fields.h"

namespace lockbox::deposit {

namespace {

/// One group on its way to a transaction.
struct Draft {
  explicit Draft(const Group& contents) : group{contents} {}

  const Group& group;
  Transaction transaction;
  std::vector<Match> coupons;
  std::vector<Match> checks;  ///< Without coupons.
  Allocation allocation;
  std::vector<const DocumentFacts*> undivided;  ///< Checks of coupons that nothing adds up to.
  std::vector<Task> tasks;
  bool amounts_known = true;
  bool bounds_stand = false;
  bool waits_for_person = false;  ///< An amount, a MICR line or an account is wanted first.
  /// A possible duplicate, a document that must be rescanned, a sum that coupons do not explain.
  bool has_exception = false;

  /// A hold or a return that holds for the whole envelope.
  [[nodiscard]] const std::optional<Decision>& decision() const {
    return group.documents.front()->decision;
  }
};

void want(Draft& draft, const DocumentFacts& document, TaskField field, std::string reason) {
  Task task;
  task.sequence = document.sequence;
  task.field = field;
  task.reason = std::move(reason);
  task.transaction = draft.transaction.key;
  draft.tasks.push_back(std::move(task));
}

void sum_tender(Draft& draft) {
  for (const auto* document : draft.group.documents) {
    draft.transaction.documents.push_back(document->sequence);
    if (!document->is_tender()) continue;
    if (document->has_certain_amount()) {
      draft.transaction.tender += *document->amount;
    } else {
      draft.amounts_known = false;
    }
  }
}

/// Only a coupon that is alone is paid short or over.
PaymentTerms terms_for(const std::vector<Match>& coupons, const WorkInputs& inputs) {
  const auto* account = coupons.front().account;
  return terms_of(inputs.site, account == nullptr ? std::string{} : account->bill_type,
                  inputs.contents.batch.header.business_day);
}

/// Says which charges of its account each payment goes to, where a rule says in which order.
void split_charges(Draft& draft, const WorkInputs& inputs) {
  const auto& rules = inputs.site.payment_rules;
  for (auto& applied : draft.allocation.applied) {
    const auto* account = inputs.accounts.find(applied.account);
    const auto* rule = rules.find(applied.bill_type, inputs.contents.batch.header.business_day);
    if (account == nullptr || account->charges.empty() || rule == nullptr) continue;
    auto parts = split_payment(applied.amount, account->charges, *rule);
    draft.allocation.evidence.push_back("On account " + applied.account.masked() + ": " +
                                        to_text(parts) + ".");
    if (rules.posts_charges) applied.charges = std::move(parts);
  }
}

/// Where no choice of the coupons' amounts, or more than one, adds up to the tender, a person says
/// of each check what goes where: whole, in part, or into suspense.  That stands when amounts that
/// an account file brings later would add up.
void divide_by_person(Draft& draft, const WorkInputs& inputs, const MatchInputs& known) {
  const bool is_said = draft.coupons.size() > 1 && draft.group.is_divided();
  if (draft.allocation.outcome != PaymentOutcome::Unallocated && !is_said) return;
  std::vector<CheckOnlyPayment> checks;
  for (const auto* document : draft.group.documents) {
    if (!document->is_tender()) continue;
    if (!document->is_divided()) draft.undivided.push_back(document);
    checks.push_back({match_check_only(*document, known), *document->amount});
  }
  if (!draft.undivided.empty()) return;
  auto divided = allocate_check_only(checks, inputs.accounts);
  divided.evidence.insert(divided.evidence.begin(), draft.allocation.evidence.begin(),
                          draft.allocation.evidence.end());
  draft.allocation = std::move(divided);
}

void allocate(Draft& draft, const WorkInputs& inputs) {
  const MatchInputs known{inputs.accounts, inputs.knowledge};
  draft.coupons = match_coupons(draft.group, known);
  if (draft.coupons.empty()) {
    for (const auto* document : draft.group.documents) {
      if (document->is_tender()) draft.checks.push_back(match_check_only(*document, known));
    }
  }
  if (!draft.amounts_known) return;
  if (!draft.coupons.empty()) {
    draft.allocation = allocate_to_coupons(draft.coupons, draft.transaction.tender,
                                           terms_for(draft.coupons, inputs));
    divide_by_person(draft, inputs, known);
    return split_charges(draft, inputs);
  }
  std::vector<CheckOnlyPayment> checks;
  for (const auto& check : draft.checks) checks.push_back({check, *check.document->amount});
  draft.allocation = allocate_check_only(checks, inputs.accounts);
  split_charges(draft, inputs);
}

/// Separators, the scanner and people are believed.  A proposal stands by itself only as one
/// coupon and one check, as a letter alone, or when it ties exactly to expected amounts.
void judge_bounds(Draft& draft) {
  const auto& group = draft.group;
  const auto coupons = group.count(ItemKind::Coupon);
  const auto checks = group.count(ItemKind::Tender);
  auto& evidence = draft.transaction.evidence;
  switch (group.by) {
    case GroupedBy::Separator:
      evidence.emplace_back("Grouped by separator sheets.");
      break;
    case GroupedBy::Scanner:
      evidence.emplace_back("Grouped by the scanner's transaction number.");
      break;
    case GroupedBy::Person:
      evidence.emplace_back("Grouped by a person.");
      break;
    case GroupedBy::Frozen:
      break;
    case GroupedBy::Proposal:
      if (group.count(ItemKind::Unknown) > 0) return;
      if (coupons == 1 && checks == 1) {
        evidence.emplace_back("Proposed by order: one coupon and one check.");
      } else if (coupons == 0 && checks == 0) {
        evidence.emplace_back("Correspondence alone.");
      } else if (draft.allocation.ties()) {
        evidence.emplace_back("Proposed by order; ties exactly to expected amounts.");
      } else {
        return;
      }
      break;
  }
  draft.bounds_stand = true;
}

/// Every document of a group that does not stand needs a word; so does a letter that only the
/// order put behind a payment, though its envelope's money does not wait for it.
void want_boundaries(Draft& draft) {
  const bool is_proposed =
      draft.group.by == GroupedBy::Proposal || draft.group.by == GroupedBy::Frozen;
  const bool has_money = draft.group.count(ItemKind::Tender) > 0;
  for (const auto* document : draft.group.documents) {
    // Nobody can say what a page is that cannot be read; it is asked about after its rescan.
    if (document->boundary || document->needs_rescan) continue;
    if (document->kind == ItemKind::Unknown) {
      want(draft, *document, TaskField::Boundary,
           "Nothing was recognised here. An answer files it as correspondence, first of its "
           "envelope or joined to the one before; its record is where a payment is called one.");
      draft.waits_for_person = true;
      continue;
    }
    if (!is_proposed) continue;
    const bool is_letter = document->kind == ItemKind::Correspondence;
    const bool is_first = document == draft.group.documents.front();
    if (!draft.bounds_stand) {
      want(draft, *document, TaskField::Boundary,
           is_first ? "Is this the first document of its envelope?"
                    : "Does this document belong to the envelope before it?");
    } else if (is_letter && has_money && !is_first) {
      want(draft, *document, TaskField::Boundary,
           "Does this letter belong to the payment before it?");
    }
  }
}

/// The reason never says what was keyed before.
void want_verification(Draft& draft, const DocumentFacts& document, const Site& site) {
  if (!document.was_keyed || !site.verify_from) return;
  if (document.is_disputed) {
    want(draft, document, TaskField::ThirdAmount,
         "Two people keyed different amounts; a third person decides.");
  } else if (!document.was_verified && *document.amount >= *site.verify_from) {
    want(draft, document, TaskField::VerifyAmount,
         "An amount of " + site.verify_from->to_string() + " or more is keyed by two people.");
  } else {
    return;
  }
  draft.waits_for_person = true;
}

/// A foreign line has no routing number: once it is sure nothing is left to be keyed of it, and no
/// deposit takes its check, which waits until somebody decides where it goes.
void want_line(Draft& draft, const DocumentFacts& document) {
  if (document.micr.is_complete() && document.has_sure_line()) return;
  draft.waits_for_person = true;
  const auto fields = encode::find_foreign_fields(document.micr.raw);
  if (fields && document.has_sure_line()) {
    draft.transaction.evidence.push_back(
        "Document " + std::to_string(document.sequence) + " is a foreign check (" +
        text_of(*fields, encode::AccountShown::LastDigits) +
        "). It has no routing number, so no deposit takes it: send it to collection or back.");
    return;
  }
  want(draft, document, TaskField::Micr, line_question(document.micr.raw));
}

void want_tender_fields(Draft& draft, const DocumentFacts& document, const Site& site) {
  want_line(draft, document);
  if (!document.amount) {
    want(draft, document, TaskField::Amount, "The check's MICR line carries no amount.");
    draft.waits_for_person = true;
  }
  want_verification(draft, document, site);
  if (!document.duplicate_reason.empty() && !document.duplicate) {
    want(draft, document, TaskField::Duplicate, document.duplicate_reason);
    draft.has_exception = true;
  }
}

void want_fields(Draft& draft, const Site& site) {
  for (const auto* document : draft.group.documents) {
    if (document->needs_rescan) {
      draft.has_exception = true;
      draft.transaction.evidence.push_back("Document " + std::to_string(document->sequence) +
                                           " cannot be read and must be scanned again.");
    }
    if (const auto& accepted = document->accepted_picture) {
      draft.transaction.evidence.push_back(
          "The picture of document " + std::to_string(document->sequence) +
          " was accepted as it is by " + accepted->accepted_by + ": " + accepted->reason);
    }
    if (const auto& corrected = document->kind_correction) {
      draft.transaction.evidence.push_back(
          "Document " + std::to_string(document->sequence) + " counts as " +
          encode::words_of(std::string{name_of(paper_kind_names, corrected->kind)}) + " by " +
          corrected->corrected_by + ": " + corrected->reason);
    }
    if (document->is_tender()) want_tender_fields(draft, *document, site);
  }
  for (const auto& coupon : draft.coupons) {
    if (coupon.outcome != MatchOutcome::Unread) continue;
    want(draft, *coupon.document, TaskField::Account, coupon.reason);
    draft.waits_for_person = true;
  }
}

/// Who cannot be identified is asked for, and so is who follows a closed account; the money goes to
/// the bank today.
void want_research(Draft& draft, const MatchKnowledge& knowledge) {
  if (!draft.bounds_stand) return;
  for (const auto& coupon : draft.coupons) {
    const bool is_placed =
        coupon.outcome == MatchOutcome::Matched || coupon.outcome == MatchOutcome::Unread;
    if (is_placed || coupon.document->keyed_account) continue;
    want(draft, *coupon.document, TaskField::Account, coupon.reason);
  }
  for (const auto& check : draft.checks) {
    if (check.document->is_account_keyed() || check.outcome == MatchOutcome::Matched) continue;
    const bool is_known = knowledge.payers.contains(check.document->sequence);
    want(draft, *check.document, TaskField::Account,
         "A check without a coupon: whom is it for?" + (is_known ? " " + check.reason : ""));
  }
}

/// Asked last: what is keyed of the papers meanwhile may explain the sum.
/// Its envelope waits for it, whether somebody is asked already or not.
void want_divisions(Draft& draft, bool may_ask) {
  if (!draft.bounds_stand || draft.waits_for_person || draft.group.is_frozen()) return;
  for (const auto* check : draft.undivided) {
    draft.has_exception = true;
    if (!may_ask) continue;
    want(draft, *check, TaskField::Account,
         "The coupons do not add up to what was paid: what of this check goes to which?");
  }
}

/// What is held is asked for its amounts only, which its batch is counted by; what goes back is
/// asked for nothing.
void hear_decision(Draft& draft) {
  const auto& decision = draft.decision();
  if (!decision) return;
  const bool is_return = decision->kind == DecisionKind::Return;
  std::erase_if(draft.tasks,
                [&](const Task& task) { return is_return || !is_amount_field(task.field); });
  draft.transaction.evidence = {(is_return ? "Returned to its payer by " : "Held by ") +
                                decision->decided_by + ": " + decision->reason};
}

/// What payers tell by a mark is for somebody to act on, whatever becomes of the money.
void tell_marks(Draft& draft) {
  for (const auto* document : draft.group.documents) {
    for (const auto& box : document->check_boxes) {
      if (box.state == encode::MarkState::Empty) continue;
      draft.transaction.evidence.push_back(
          "Document " + std::to_string(document->sequence) + ": " + encode::words_of(box.name) +
          " " + std::string{name_of(encode::mark_state_names, box.state)} + ".");
    }
  }
}

WorkType work_type_of(const Draft& draft) {
  const auto coupons = draft.group.count(ItemKind::Coupon);
  const auto checks = draft.group.count(ItemKind::Tender);
  if (coupons == 0 && checks > 0) {
    const bool is_other = std::ranges::any_of(draft.group.documents, [](const auto* document) {
      return document->is_tender() && !document->is_money_order();
    });
    return is_other ? WorkType::CO : WorkType::MO;
  }
  if (coupons == 0) return WorkType::CORR;
  if (checks == 0) return WorkType::SO;
  if (coupons > 1) return checks > 1 ? WorkType::MM : WorkType::SM;
  if (checks > 1) return WorkType::MS;
  return draft.allocation.ties() || !draft.amounts_known ? WorkType::SS : WorkType::SSU;
}

TransactionState state_of(const Draft& draft) {
  if (const auto& decision = draft.decision()) {
    return decision->kind == DecisionKind::Return ? TransactionState::Returned
                                                  : TransactionState::Held;
  }
  if (!draft.bounds_stand) return TransactionState::Assembled;
  if (draft.has_exception) return TransactionState::ExceptionOpen;
  if (draft.waits_for_person) return TransactionState::NeedsMatch;
  return TransactionState::InBalance;
}

/// How each coupon and check found its account.
std::vector<MatchRecord> records_of(const Draft& draft) {
  std::vector<MatchRecord> records;
  const auto add = [&](const Match& match) {
    if (match.outcome != MatchOutcome::Matched) return;
    const auto sequence = match.document->sequence;
    const auto wrong = wrong_ppm_of(match.rule);
    for (const auto& share : match.split) {
      records.push_back({sequence, match.rule, share.account, wrong});
    }
    if (match.account != nullptr) {
      records.push_back({sequence, match.rule, match.account->number, wrong});
    }
  };
  for (const auto& coupon : draft.coupons) add(coupon);
  for (const auto& check : draft.checks) add(check);
  return records;
}

void conclude(Draft& draft) {
  auto& transaction = draft.transaction;
  transaction.work_type = work_type_of(draft);
  transaction.state = state_of(draft);
  if (!draft.decision()) {
    transaction.evidence.insert(transaction.evidence.end(), draft.allocation.evidence.begin(),
                                draft.allocation.evidence.end());
  }
  if (transaction.state != TransactionState::InBalance) return;
  transaction.applied = draft.allocation.applied;
  transaction.suspense = draft.allocation.suspense;
  transaction.suspense_reason = draft.allocation.suspense_reason;
  transaction.outcome = draft.allocation.outcome;
  transaction.matches = records_of(draft);
  ENSURE(transaction.tender ==
         transaction.applied_total() + transaction.adjustments + transaction.suspense);
}

const Transaction* stored_one(const BatchContents& contents, std::int64_t key) {
  const auto found = std::ranges::find(contents.transactions, key, &Transaction::key);
  return found == contents.transactions.end() ? nullptr : &*found;
}

/// A person named the account of money that waits in suspense, or the account file has it now.
bool was_researched(const Draft& draft, const Transaction& stored) {
  const bool was_named = std::ranges::any_of(
      draft.group.documents,
      // What somebody put into suspense by name is moved out of it by a correction.
      [](const DocumentFacts* document) {
        return document->is_account_keyed() && !document->keyed_suspense;
      });
  const bool waits_for_file = stored.suspense_reason == SuspenseReason::UnknownAccount ||
                              stored.suspense_reason == SuspenseReason::ClosedAccount;
  return was_named ||
         (waits_for_file && std::ranges::all_of(draft.coupons, [](const Match& coupon) {
            return coupon.outcome == MatchOutcome::Matched;
          }));
}

void say_once(Transaction& kept, std::string_view sentence) {
  const auto said = std::ranges::find(kept.evidence, sentence);
  if (said == kept.evidence.end()) kept.evidence.emplace_back(sentence);
}

/// What was released stays as it was, but for two things: a letter may come or go, and money may
/// leave suspense for the account that was found.
Transaction keep_frozen(const Draft& draft, const Transaction& stored, const WorkInputs& inputs) {
  Transaction kept = stored;
  kept.documents = draft.transaction.documents;
  const auto& found = draft.allocation;
  if (stored.suspense <= found.suspense || !was_researched(draft, stored)) return kept;
  if (inputs.contents.suspense_taken.contains(stored.key)) {
    say_once(kept, taken_evidence);
    return kept;
  }
  auto applied = add_beyond(
      stored.applied, found.applied,
      {inputs.accounts, inputs.site.payment_rules, inputs.contents.batch.header.business_day,
       inputs.contents.billed_since.contains(stored.key)});
  if (!applied) {
    say_once(kept, less_evidence);
    return kept;
  }
  kept.applied = *std::move(applied);
  kept.suspense = found.suspense;
  kept.suspense_reason = found.suspense_reason;
  kept.outcome = found.outcome;
  kept.matches = records_of(draft);
  kept.evidence.push_back(
      "Applied from suspense: " + (stored.suspense - kept.suspense).to_string() + ".");
  return kept;
}

/// A question about money in suspense stays open until the money has left, whatever the account
/// file says meanwhile.  Once corrections took of it, no answer would move it, and nobody is asked.
void keep_asking(Draft& draft, const Transaction& kept, const BatchContents& contents) {
  if (contents.suspense_taken.contains(kept.key)) {
    std::erase_if(draft.tasks, [](const Task& task) { return task.field == TaskField::Account; });
    return;
  }
  if (kept.suspense.is_zero()) return;
  for (const auto& task : contents.tasks) {
    if (task.transaction != kept.key || task.field != TaskField::Account ||
        task.state != TaskState::Open) {
      continue;
    }
    const bool is_asked = std::ranges::any_of(draft.tasks, [&](const Task& other) {
      return other.sequence == task.sequence && other.field == task.field;
    });
    if (!is_asked) draft.tasks.push_back(task);
  }
}

Draft draft_of(const Group& group, const WorkInputs& inputs, bool may_divide) {
  Draft draft{group};
  draft.transaction.key = group.key();
  sum_tender(draft);
  allocate(draft, inputs);
  judge_bounds(draft);
  want_boundaries(draft);
  want_fields(draft, inputs.site);
  want_divisions(draft, may_divide);
  want_research(draft, inputs.knowledge);
  hear_decision(draft);
  conclude(draft);
  tell_marks(draft);
  return draft;
}

}  // namespace

BatchWork derive_work(const WorkInputs& inputs) {
  BatchWork work;
  work.control = prove_control(inputs.contents.batch.header, inputs.contents, inputs.documents);
  const auto& rules = inputs.site.balancing;
  const bool may_release =
      inputs.release == Release::WhenBalanced && work.control.may_release(rules);
  const bool may_divide = rules.mode == BalanceMode::ByEnvelope || work.control.unkeyed == 0;
  for (const auto& group : group_documents(inputs.documents)) {
    auto draft = draft_of(group, inputs, may_divide);
    auto& transaction = draft.transaction;
    const auto* stored = stored_one(inputs.contents, group.key());
    const bool was_released = stored != nullptr && is_released(stored->state);
    if (was_released && is_frozen(*stored)) {
      transaction = keep_frozen(draft, *stored, inputs);
      // What may still be asked is whose suspense it is, and whose letter.
      std::erase_if(draft.tasks, [](const Task& task) {
        return task.field != TaskField::Account && task.field != TaskField::Boundary;
      });
      keep_asking(draft, transaction, inputs.contents);
    } else if (transaction.state == TransactionState::InBalance &&
               (may_release || (was_released && transaction.tender.is_zero()))) {
      // Once the batch balances, what is in balance may move money.
      transaction.state = TransactionState::Released;
    }
    work.tasks.insert(work.tasks.end(), draft.tasks.begin(), draft.tasks.end());
    work.transactions.push_back(std::move(transaction));
  }
  return work;
}

}  // namespace lockbox::deposit
