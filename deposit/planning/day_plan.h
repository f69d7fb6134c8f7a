#pragma once

/// @file
/// The plan of a day's deposits: which released item goes on which ticket, and why.  Pure; the same
/// items make the same plan.  What is planned is proved before anything is stored, by a check that
/// shares no line with the planner.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/business_day.h"
#include "core/clock.h"
#include "core/money.h"
#include "deposit/model/deposit_record.h"
#include "deposit/model/site.h"

namespace lockbox::deposit {

enum class HoldCause {
  AboveTicketLimit,
  NoDepositAccount,
  BatchOutOfBalance,
  KeptBack,             ///< By a person, with a reason.
  NotPublicDepository,  ///< C-22: public money, and a bank that may not hold it.
  NotForBank,           ///< No bank takes it on a ticket, e.g. a card slip.
};
inline constexpr Names<6> hold_cause_names{"above_ticket_limit",    "no_deposit_account",
                                           "batch_out_of_balance",  "kept_back",
                                           "not_public_depository", "not_for_bank"};

/// Why an item must not be deposited now.
struct Hold {
  HoldCause cause = HoldCause::KeptBack;
  std::string reason;  ///< A sentence.
  friend bool operator==(const Hold&, const Hold&) = default;
};

/// A released tender item that no submitted deposit holds: it waits, or lies in a draft.
struct PlanItem {
  ItemPlace place;
  std::string lockbox;
  BusinessDay business_day;  ///< Of its batch.
  TenderKind tender = TenderKind::Check;
  Money amount;
  std::string deposit_account;             ///< That its money is booked for.
  std::optional<Instant> released_at;      ///< Nothing: in time, whatever the cut-off is.
  std::string ticket = {};                 ///< Of the draft that holds it; empty while none does.
  std::optional<Hold> hold = {};           ///< Known before any planning.
  std::vector<std::string> rejected = {};  ///< Tickets that it was on and the bank rejected.
};

/// A draft as it stands, or a final deposit that is more than a draft.
struct StandingDeposit {
  std::string ticket;
  std::string deposit_account;
  ClearingChannel channel = ClearingChannel::Check;
  DepositKind kind = DepositKind::Interim;
  BusinessDay banking_day;
};

struct PlannedItem {
  ItemPlace place;
  Money amount;
  std::string reason;  ///< Why it is on this ticket: a sentence.
  friend bool operator==(const PlannedItem&, const PlannedItem&) = default;
};

struct PlannedDeposit {
  std::string deposit_account;
  ClearingChannel channel = ClearingChannel::Check;
  BusinessDay banking_day;
  DepositKind kind = DepositKind::Interim;
  int number = 1;                       ///< Of the tickets of its account, channel and banking day.
  std::string ticket = {};              ///< Of the draft that it goes on with; empty for a new one.
  std::vector<PlannedItem> items = {};  ///< By batch and sequence.
  Money total = {};
  friend bool operator==(const PlannedDeposit&, const PlannedDeposit&) = default;
};

/// An item that no ticket may take now; it waits and is planned again in every plan.
struct WaitingItem {
  ItemPlace place;
  std::string deposit_account;
  BusinessDay banking_day;
  Money amount;
  Hold hold;
  friend bool operator==(const WaitingItem&, const WaitingItem&) = default;
};

/// Why an account gets no final deposit though one was asked for.
struct RefusedFinal {
  std::string deposit_account;
  std::string reason;
  friend bool operator==(const RefusedFinal&, const RefusedFinal&) = default;
};

struct DayPlan {
  std::vector<PlannedDeposit> deposits;  ///< By account, channel, banking day and number.
  std::vector<WaitingItem> waiting;
  std::vector<RefusedFinal> refused_finals;
  friend bool operator==(const DayPlan&, const DayPlan&) = default;
};

struct PlanRequest {
  const Site& site;
  BusinessDay day;
  std::vector<std::string> finals = {};  ///< Accounts whose last ticket of the day shall be final.
  std::vector<StandingDeposit> drafts = {};
  std::vector<StandingDeposit> made_finals = {};  ///< Submitted or further, and live.
};

[[nodiscard]] std::optional<ClearingChannel> channel_of(TenderKind tender);

/// The next day on which banks work: no Saturday, no Sunday, no holiday of the site's list.
[[nodiscard]] BusinessDay next_banking_day(const BusinessDay& day, const Site& site);

/// The first banking day, not before its own or the plan's, whose cut-off the item's release met.
[[nodiscard]] BusinessDay banking_day_of(const PlanItem& item, const DepositAccount& account,
                                         const PlanRequest& request);

/// Puts every item on exactly one ticket, or says why none may take it: by bank account, clearing
/// channel and banking day, in physical order, on as many tickets as the account's limits of items
/// and amount ask for.  A ticket that mostly holds what a draft holds goes on with that draft.
[[nodiscard]] DayPlan plan_day(std::span<const PlanItem> items, const PlanRequest& request);

// ---- the proof ----

/// One line of the proof: how many items, and their money.
struct PlanSum {
  std::int64_t items = 0;
  Money amount;
  friend bool operator==(const PlanSum&, const PlanSum&) = default;
};
/// D4 of a plan: what is released is what is planned and what waits.
struct PlanProof {
  PlanSum released;
  std::vector<PlanSum> deposits;  ///< One for each planned deposit, in order.
  PlanSum planned;
  PlanSum waiting;

  [[nodiscard]] bool holds() const {
    return released.items == planned.items + waiting.items &&
           released.amount == planned.amount + waiting.amount;
  }
};
[[nodiscard]] PlanProof proof_of(std::span<const PlanItem> items, const DayPlan& plan);

/// D4, D5, C-22 and the rules of finals, checked anew from the items and the finished plan: the
/// first thing that is wrong with it as a sentence, or nothing.
[[nodiscard]] std::optional<std::string> first_plan_fault(std::span<const PlanItem> items,
                                                          const DayPlan& plan,
                                                          const PlanRequest& request);

// ---- the difference ----

enum class PlanChangeKind { Joins, Moves, Leaves };
inline constexpr Names<3> plan_change_names{"joins", "moves", "leaves"};

/// What a plan does to one item, beside the drafts as they stand.
struct PlanChange {
  PlanChangeKind kind = PlanChangeKind::Joins;
  ItemPlace place;
  Money amount;
  std::string from;    ///< Ticket of its draft; empty while it was in none.
  std::string to;      ///< Ticket, or "new ticket 1 of OPERATING"; empty when it leaves.
  std::string reason;  ///< Why: a sentence.
  friend bool operator==(const PlanChange&, const PlanChange&) = default;
};
/// By place.  Empty: the drafts are as the plan wants them.
[[nodiscard]] std::vector<PlanChange> changes_of(std::span<const PlanItem> items,
                                                 const DayPlan& plan);

/// A SHA-256 over the plan, in hexadecimal: two plans with one token are the same plan.
[[nodiscard]] std::string token_of(const DayPlan& plan);

}  // namespace lockbox::deposit
