#include "deposit/ledger/adjustment.h"

#include <algorithm>

#include "core/text.h"
#include "deposit/ledger/legal_rules.h"
#include "deposit/model/person.h"

namespace lockbox::deposit::ledger {

namespace {

Spot receivable(const AccountSpot& at) {
  return {Place::Receivable, at.fund, at.deposit_account, at.account};
}

/// The other side of what is booked on an account alone.
Spot beside(Place place, const AccountSpot& at) {
  return {place, at.fund, at.deposit_account};
}

/// The spot of the envelope that the money is taken from.
Result<Spot> source_of(const AdjustmentRequest& request, const std::vector<Standing>& standing) {
  Money there;
  for (const auto& one : standing) {
    const bool is_it = request.kind == AdjustmentKind::Transfer
                           ? request.from && one.spot == receivable(*request.from)
                           : one.spot.place == Place::Suspense;
    if (!is_it) continue;
    if (one.amount >= request.amount) return one.spot;
    there = std::max(there, one.amount);
  }
  const auto where = request.kind == AdjustmentKind::Transfer ? "on that account" : "in suspense";
  return fail(ErrorCode::Conflict,
              "Of this envelope " + there.to_string() + " stands " + where + ", not " +
                  request.amount.to_string() + "; look at the envelope again.",
              "/amount_cents");
}

Result<void> check_age(const PostingGround& ground) {
  if (!ground.since) return fail(ErrorCode::Conflict, "The envelope has no day.");
  const auto from = TRY(legal_rules().end_of(LegalRule::Unclaimed, *ground.since));
  if (ground.today > from) return {};
  return fail(ErrorCode::Conflict, "This money is in suspense since " + ground.since->to_string() +
                                       " and unclaimed only after " + from.to_string() +
                                       " (F.S. 717.113); leave it there until then.");
}

bool has_target(AdjustmentKind kind) {
  return kind != AdjustmentKind::Refund && kind != AdjustmentKind::Escheat;
}

}  // namespace

bool has_origin(AdjustmentKind kind) {
  return kind == AdjustmentKind::Transfer || takes_suspense(kind);
}

bool takes_suspense(AdjustmentKind kind) {
  return kind == AdjustmentKind::Apply || kind == AdjustmentKind::Refund ||
         kind == AdjustmentKind::Escheat;
}

EntryKind entry_kind_of(AdjustmentKind kind) {
  switch (kind) {
    case AdjustmentKind::Transfer:
      return EntryKind::Transfer;
    case AdjustmentKind::Apply:
      return EntryKind::Apply;
    case AdjustmentKind::Credit:
      return EntryKind::Credit;
    case AdjustmentKind::Debit:
      return EntryKind::Debit;
    case AdjustmentKind::Refund:
      return EntryKind::Refund;
    case AdjustmentKind::WriteOff:
      return EntryKind::WriteOff;
    case AdjustmentKind::Escheat:
      break;
  }
  return EntryKind::Escheat;
}

const std::vector<ReasonCode>& adjustment_reasons() {
  static const std::vector<ReasonCode> reasons{
      {"misapplied", "Applied to the wrong account"},
      {"identified", "The payer of suspense is known now"},
      {"payer_request", "The payer asks for it"},
      {"billing_error", "The bill was wrong"},
      {"bank_adjustment", "The bank corrected the deposit"},
      {"encoding_error", "The amount was keyed wrong"},
      {"small_difference", "Too small to ask for"},
      {"duplicate_payment", "Paid twice"},
      {"unclaimed", "Nobody claimed it in time"},
  };
  return reasons;
}

Result<void> check_request(const AdjustmentRequest& request, const CorrectionPolicy& policy) {
  const auto refuse = [](const char* pointer, const std::string& why) {
    return fail(ErrorCode::InvalidInput, why, pointer);
  };
  if (request.amount <= Money{} || request.amount > item_max) {
    return refuse("/amount_cents", "The amount must be above zero and that of one item at most.");
  }
  if (std::ranges::find(adjustment_reasons(), request.reason_code, &ReasonCode::code) ==
      adjustment_reasons().end()) {
    return refuse("/reason_code", "Choose a reason of the list.");
  }
  if (is_blank(request.note)) return refuse("/note", "Say in the note what happened.");
  if (request.origin.has_value() != has_origin(request.kind)) {
    return refuse("/batch", has_origin(request.kind)
                                ? "Name the envelope that the money came in."
                                : "This kind moves no money of an envelope; leave it out.");
  }
  if (request.from.has_value() != (request.kind == AdjustmentKind::Transfer)) {
    return refuse("/from_ref", request.from ? "Only a transfer is taken from an account."
                                            : "Name the account that it was applied to.");
  }
  if (request.to.has_value() != has_target(request.kind)) {
    return refuse("/to_ref", request.to ? "This kind goes to no account; leave it out."
                                        : "Name the account that it is for.");
  }
  if (request.from && request.from->account == request.to->account) {
    return refuse("/to_ref", "The two accounts are one.");
  }
  if (request.kind == AdjustmentKind::WriteOff && request.amount > policy.write_off_max) {
    return refuse("/amount_cents", "The site writes off " + policy.write_off_max.to_string() +
                                       " at most; ask for a credit instead.");
  }
  return {};
}

Result<void> check_approver(const Adjustment& adjustment, const std::string& approver,
                            const CorrectionPolicy& policy) {
  const bool is_small = adjustment.request.amount <= policy.one_person_max;
  if (is_small || !is_same_person(adjustment.requested_by, approver)) return {};
  return fail(ErrorCode::NotPermitted, "Adjustment " + std::to_string(adjustment.number) +
                                           " is above " + policy.one_person_max.to_string() +
                                           ", and you asked for it; another person "
                                           "must approve it.");
}

bool stands_on(const std::vector<Standing>& standing, const AccountSpot& account, Money amount) {
  return std::ranges::find(standing, Standing{receivable(account), amount}) != standing.end();
}

Result<std::vector<Line>> lines_of(const AdjustmentRequest& request, const PostingGround& ground) {
  const auto amount = request.amount;
  switch (request.kind) {
    case AdjustmentKind::Transfer:
    case AdjustmentKind::Apply: {
      const auto from = TRY(source_of(request, ground.standing));
      return move_money(from, receivable(*request.to), amount);
    }
    case AdjustmentKind::Credit:
      return move_money(beside(Place::AccountAdjustments, *request.to), receivable(*request.to),
                        amount);
    case AdjustmentKind::Debit:
      return move_money(receivable(*request.to), beside(Place::AccountAdjustments, *request.to),
                        amount);
    case AdjustmentKind::WriteOff:
      return move_money(beside(Place::WriteOff, *request.to), receivable(*request.to), amount);
    case AdjustmentKind::Escheat:
      TRY(check_age(ground));
      break;
    case AdjustmentKind::Refund:
      break;
  }
  const auto from = TRY(source_of(request, ground.standing));
  const auto to =
      request.kind == AdjustmentKind::Refund ? Place::RefundsPayable : Place::UnclaimedProperty;
  return move_money(from, {to, from.fund, from.deposit_account}, amount);
}

}  // namespace lockbox::deposit::ledger
