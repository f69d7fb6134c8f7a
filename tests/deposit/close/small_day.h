#pragma once

#include "deposit/close/day_record.h"
#include "support/catch.h"

namespace lockbox::deposit::close::test {

inline BusinessDay day_of(const std::string& text) {
  return BusinessDay::parse(text).value();
}

inline constexpr BatchId small_batch{1};

inline void add_entry(DayRecord& record, EntryKind kind, std::int64_t transaction,
                      const std::vector<std::pair<Ledger, std::int64_t>>& lines) {
  const auto entry = record.journal.empty() ? 1 : record.journal.back().entry + 1;
  for (const auto& [ledger, cents] : lines) {
    record.journal.push_back({small_batch, entry, kind, transaction,
                              kind == EntryKind::Deposit ? "000001" : "", ledger, "401",
                              "OPERATING", Money::from_cents(cents),
                              ledger == Ledger::Receivable ? "posting-401.csv" : ""});
  }
}

/// A closed day of one batch: a coupon with its check of 100.00, a check of 50.00 of which 20.00
/// wait in suspense, a check of 7.00 that goes back, a second scan.
inline DayRecord small_day() {
  const auto today = day_of("2026-11-23");
  DayRecord record{.site = "riverton",
                   .site_name = "City of Riverton",
                   .practice = "",
                   .day = {.site = "riverton",
                           .day = today,
                           .state = DayState::Closed,
                           .version = 3,
                           .steps = {{DayEvent::Close, "Sam", "2026-11-23T20:00:00.000Z", ""}}},
                   .closing = 1,
                   .head = {42, Sha256::of(bytes_of("head")), "2026-11-23T20:00:00.000Z"},
                   .batches = {{small_batch,
                                "BOX",
                                "mixed",
                                BatchState::Balanced,
                                ControlTotals{4, Money::from_cents(157'00)},
                                ControlTotals{4, Money::from_cents(157'00)},
                                {}}},
                   .pieces = {},
                   .transactions = {},
                   .deposits = {{"BOX", "000001", small_batch, "OPERATING", 2, 100,
                                 Money::from_cents(150'00), DepositState::Approved, "Dana", "Lee"}},
                   .deposit_items = {{"BOX", "000001", 1, small_batch, 2, TenderKind::Check,
                                      Money::from_cents(100'00)},
                                     {"BOX", "000001", 2, small_batch, 3, TenderKind::Check,
                                      Money::from_cents(50'00)}},
                   .journal = {},
                   .files = {{small_batch, "posting-401.csv", "posting", "", "401", 2,
                              Money::from_cents(130'00), Sha256::of(bytes_of("posting")).hex()}},
                   .suspense = {},
                   .carried = {}};
  const auto tender = [&](std::int64_t sequence, std::int64_t cents, const std::string& state,
                          Fate fate) {
    record.pieces.push_back({small_batch, sequence, ItemKind::Tender, TenderKind::Check,
                             Money::from_cents(cents), state, sequence == 2 ? 1 : sequence,
                             fate == Fate::Deposited ? "000001" : "", fate});
  };
  record.pieces.push_back(
      {small_batch, 1, ItemKind::Coupon, {}, {}, "cleared", 1, "", Fate::Filed});
  tender(2, 100'00, "in_deposit", Fate::Deposited);
  tender(3, 50'00, "in_deposit", Fate::Deposited);
  tender(4, 7'00, "returned", Fate::Returned);
  tender(5, 50'00, "duplicate_confirmed", Fate::Duplicate);
  add_entry(record, EntryKind::Apply, 1,
            {{Ledger::UndepositedTender, 100'00}, {Ledger::Receivable, -100'00}});
  add_entry(record, EntryKind::Apply, 3,
            {{Ledger::UndepositedTender, 50'00},
             {Ledger::Receivable, -30'00},
             {Ledger::Suspense, -20'00}});
  add_entry(record, EntryKind::Deposit, 0,
            {{Ledger::Bank, 150'00}, {Ledger::UndepositedTender, -150'00}});
  SuspenseRow waiting{.batch = small_batch, .lockbox = "BOX", .since = today, .transaction = 3};
  waiting.fund = "401";
  waiting.reason = "unknown_payer";
  waiting.added = Money::from_cents(20'00);
  waiting.closing = Money::from_cents(20'00);
  record.suspense.push_back(waiting);
  return record;
}

}  // namespace lockbox::deposit::close::test
