#pragma once

/// @file
/// A day of which some is deposited and some waits, in the books, and the days behind it.

#include <array>

#include "deposit/store/carries.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

namespace lockbox::deposit::test::carry {

inline const Actor ana{"Ana"};
inline const Actor ben{"Ben"};
inline const Actor sue{"Sue"};
inline const std::string here{site};
inline const auto monday = must(BusinessDay::parse("2026-11-23"));
inline const auto tuesday = must(BusinessDay::parse("2026-11-24"));
inline const auto wednesday = must(BusinessDay::parse("2026-11-25"));
inline const auto friday = must(BusinessDay::parse("2026-11-27"));

template <class T>
Error error_of(const Result<T>& result) {
  REQUIRE_FALSE(result.has_value());
  return result.error();
}

/// As `release_work`, but the check that nobody knows is held.
inline WorkChanges hold_work() {
  auto work = release_work();
  auto& held = work.transactions[1];
  held.after.state = TransactionState::Held;
  held.after.suspense = {};
  held.after.suspense_reason.reset();
  held.events = {TransactionEvent::Hold};
  work.items[2].after.state = ItemState::AmountKeyed;
  work.items[2].events = {ItemEvent::AwaitAmount, ItemEvent::KeyAmount};
  work.entries.pop_back();
  return work;
}

/// A Monday on which 120.00 is deposited and a check of 50.00 is held.
class CarryWorld {
 public:
  CarryWorld() : batch{read_batch(books_->store())} {
    must(store().commit_work(batch.id, hold_work(), Actor{"lockbox"}));
    const auto operating = planned_deposits().front();
    const auto made = must(store().make_deposits(batch.id, std::array{operating}, ana));
    must(store().approve_deposit(here, std::string{lockbox_name}, made[0].ticket, ben));
    auto deposited = must(store().load_batch(batch.id)).transactions[0];
    deposited.state = TransactionState::Deposited;
    WorkChanges changes;
    changes.transactions = {{deposited, {TransactionEvent::Deposit}}};
    must(store().commit_work(batch.id, changes, ana));
    must(step(monday, DayEvent::CutOff));
  }

  [[nodiscard]] Store& store() { return books_->store(); }
  [[nodiscard]] Carries& carries() { return books_->carries(); }
  [[nodiscard]] Books& books() { return *books_; }
  [[nodiscard]] Result<Day> step(const BusinessDay& day, DayEvent event,
                                 const std::string& reason = {}) {
    const auto now = must(books_->days().day(here, day));
    return books_->days().step(here, day, {event, now.version, reason}, sue);
  }
  [[nodiscard]] Result<void> plan(const BusinessDay& day, const WantedCarry& wanted) {
    return carries().plan(here, day, wanted, sue);
  }
  [[nodiscard]] WantedCarry wanted() const {
    return {{{batch.id, 3}}, "The payer is asked.", "treasury", friday};
  }
  /// The held check is carried and the day closed.
  void carry_monday() {
    must(plan(monday, wanted()));
    must(step(monday, DayEvent::Close));
  }
  /// A day begins with a batch that declares nothing and holds nothing.
  void begin(const BusinessDay& day) {
    auto next = header("feed of " + day.to_string());
    next.business_day = day;
    next.control.reset();
    must(store().open_batch(next, ana));
  }
  /// The held envelope is released; its check is in no deposit.
  void release_held() {
    auto contents = must(store().load_batch(batch.id));
    auto envelope = contents.transactions[1];
    envelope.state = TransactionState::Released;
    envelope.suspense = Money::from_cents(50'00);
    envelope.suspense_reason = SuspenseReason::UnknownPayer;
    auto item = contents.items[2];
    item.state = ItemState::Cleared;
    WorkChanges changes;
    changes.decisions = {{3, DecisionKind::Resume, "The payer answered.", "Sue"}};
    changes.transactions = {
        {envelope,
         {TransactionEvent::Resume, TransactionEvent::Balance, TransactionEvent::Release}}};
    changes.items = {{item, {ItemEvent::Clear}}};
    changes.entries = {release_work().entries[1]};
    must(store().commit_work(batch.id, changes, sue));
  }
  /// The account of what is held is known after all.
  void apply_held() {
    const auto moved = Money::from_cents(50'00);
    const AccountNumber hers{std::string{customer_number}};
    auto after = must(store().load_batch(batch.id)).transactions[1];
    after.suspense = {};
    after.suspense_reason.reset();
    after.applied = {{hers, "water", "GENERAL", "HOLDING", moved}};
    WorkChanges changes;
    changes.transactions = {{after, {}}};
    changes.entries = {{EntryKind::Reapply,
                        3,
                        {},
                        "The payer was found.",
                        {{Ledger::Suspense, "GENERAL", "HOLDING", {}, moved},
                         {Ledger::Receivable, "GENERAL", "HOLDING", hers, Money{} - moved}}}};
    must(store().commit_work(batch.id, changes, ana));
  }
  /// Its check is put on a ticket; its number.
  std::string place_held() {
    return must(store().make_deposits(batch.id, std::array{planned_deposits()[1]}, ana))[0].ticket;
  }
  void approve(const std::string& ticket) {
    must(store().approve_deposit(here, std::string{lockbox_name}, ticket, ben));
  }
  /// Sent to the bank, which gives it back.
  void reject(const std::string& ticket) {
    auto& deposits = books_->deposits();
    const DepositName name{std::string{lockbox_name}, ticket};
    const auto version = must(deposits.deposit(here, name)).version();
    const Sending courier{SendMethod::Courier, "Carl", "bag 1"};
    const auto sent = must(deposits.step(
        here, name, {.event = DepositEvent::Send, .version = version, .sending = courier}, ben));
    must(deposits.step(
        here, name, {.event = DepositEvent::Reject, .version = sent.version(), .reason = "Torn."},
        ben));
  }
  void deposit_held() {
    release_held();
    approve(place_held());
  }
  [[nodiscard]] Result<Day> reopen_monday() {
    const auto asked = step(monday, DayEvent::Reopen, "A late slip.");
    if (!asked) return asked;
    return books_->days().step(here, monday, {DayEvent::Reopen, asked->version}, ben);
  }
  [[nodiscard]] std::string fault() { return must(store().first_fault()).value_or(""); }

 private:
  SqliteFile file_;
  std::unique_ptr<Books> books_ = must(file_.open_books());

 public:
  Batch batch;
};

}  // namespace lockbox::deposit::test::carry
