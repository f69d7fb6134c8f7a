#pragma once

#include <algorithm>

#include "deposit/store/ledger.h"
#include "deposit/store/sqlite_file.h"
#include "deposit/store/store_world.h"

namespace lockbox::deposit::test {

using ledger::AdjustmentEvent;
using ledger::AdjustmentKind;
using ledger::AdjustmentState;
using ledger::ReturnEvent;
using ledger::ReturnState;

inline const std::string here{site};
inline const std::string box{lockbox_name};
inline const Actor ana{"Ana"};
inline const Actor sue{"Sue"};
inline const auto paid = Money::from_cents(120'00);
inline const auto unknown = Money::from_cents(50'00);
inline const AccountNumber hers{std::string{customer_number}};
inline const AccountNumber his{"7700123400777"};

class LedgerWorld {
 public:
  LedgerWorld() : batch{deposited_batch(books_->store())} {}

  [[nodiscard]] LedgerBook& book() { return books_->ledger(); }
  [[nodiscard]] Books& books() { return *books_; }
  [[nodiscard]] DocumentId check(Money amount = paid) {
    return must(book().find_items(here, {.amount = amount}, 5)).at(0).document;
  }
  [[nodiscard]] ReturnNotice notice(const std::string& reason = "A") {
    return {.lockbox = box,
            .amount = paid,
            .check_number = "1041",
            .account_tail = "7654",
            .reason_code = reason,
            .returned_on = day,
            .reference = "",
            .document = check(),
            .note = ""};
  }
  ReturnedItem step(const ReturnedItem& item, ReturnEvent event, const std::string& note = "") {
    return must(book().step_return(here, item.number, {event, item.version, note}, {}, ana));
  }
  /// Asked for by one person, and agreed to by another.
  ReturnedItem agreed(const ReturnedItem& item, ReturnEvent event) {
    const auto asked = step(item, event, "The payer called.");
    REQUIRE(asked.wish.has_value());
    REQUIRE(asked.state == item.state);
    return must(book().step_return(here, item.number, {event, asked.version}, {}, sue));
  }
  [[nodiscard]] ErrorCode refusal(const ReturnedItem& item, ReturnEvent event) {
    const auto done = book().step_return(here, item.number, {event, item.version, "x"}, {}, ana);
    REQUIRE_FALSE(done.has_value());
    return done.error().code;
  }
  [[nodiscard]] ledger::AdjustmentRequest transfer(Money amount) const {
    return {.lockbox = box,
            .kind = AdjustmentKind::Transfer,
            .amount = amount,
            .origin = envelope,
            .from = ledger::AccountSpot{hers, "WATER", "OPERATING"},
            .to = ledger::AccountSpot{his, "SEWER", "OPERATING"},
            .reason_code = "misapplied",
            .note = "It is his."};
  }
  [[nodiscard]] ledger::AdjustmentRequest refund(Money amount) const {
    return {.lockbox = box,
            .kind = AdjustmentKind::Refund,
            .amount = amount,
            .origin = ledger::Origin{batch.id, 3},
            .from = {},
            .to = {},
            .reason_code = "payer_request",
            .note = "She asked for it."};
  }
  ledger::Adjustment post(const ledger::AdjustmentRequest& request) {
    const auto asked = must(book().request(here, request, {}, ana));
    return must(
        book().decide(here, asked.number, {AdjustmentEvent::Approve, asked.version}, {}, sue));
  }
  [[nodiscard]] Money standing_at(const AccountNumber& account) {
    for (const auto& one : must(book().standing(here, envelope))) {
      if (one.spot.account == account) return one.amount;
    }
    return {};
  }
  [[nodiscard]] std::vector<StopEntry> stops() { return must(books_->exceptions().stops(here)); }
  void check_proof() {
    CHECK(must(books_->store().first_fault()).value_or("") == "");
    Money sum;
    for (const auto& entry : must(book().entries(here, {}))) {
      CHECK(ledger::is_balanced(entry.lines));
      for (const auto& line : entry.lines) sum += line.amount;
    }
    CHECK(sum.is_zero());
  }

 private:
  SqliteFile file_;
  std::unique_ptr<Books> books_ = must(file_.open_books());

 public:
  const BusinessDay day = must(BusinessDay::parse("2026-11-23"));
  Batch batch;
  const ledger::Origin envelope{batch.id, 1};
};

}  // namespace lockbox::deposit::test
