// Which charges the lines of a posting file tell.

#include "service/process/postings.h"

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service;
using deposit::Charge;

namespace {

const AccountNumber hers{"5119374766"};

deposit::JournalEntry entry_of(deposit::EntryKind kind, std::int64_t cents) {
  deposit::JournalEntry entry;
  entry.kind = kind;
  entry.transaction = 1;
  entry.lines = {
      {deposit::Ledger::Receivable, "401", "OPERATING", hers, Money{} - Money::from_cents(cents)}};
  return entry;
}

/// A payment of 30.00 of which 20.00 was applied at once and 10.00 later, from suspense.
deposit::BatchContents paid_in_two_entries() {
  deposit::BatchContents contents{
      .batch = {.id = BatchId{3},
                .header = {"riverton", "BOX", BusinessDay::parse("2026-11-23").value(), "mail", "",
                           std::nullopt, "folder:1"}},
      .documents = {},
      .items = {},
      .transactions = {},
      .tasks = {},
      .entries = {},
      .deposits = {},
      .files = {},
      .cases = {}};
  deposit::Transaction transaction;
  transaction.key = 1;
  transaction.state = deposit::TransactionState::Deposited;
  transaction.applied = {{hers, "utility", "401", "OPERATING", Money::from_cents(3000)}};
  transaction.applied[0].charges = {{"WATER", "2026-11-05", Money::from_cents(1500)},
                                    {"SEWER", "2026-11-05", Money::from_cents(1500)}};
  contents.transactions = {transaction};
  deposit::Item coupon;
  coupon.sequence = 1;
  coupon.kind = deposit::ItemKind::Coupon;
  coupon.transaction = 1;
  contents.items = {coupon};
  contents.entries = {entry_of(deposit::EntryKind::Apply, 2000),
                      entry_of(deposit::EntryKind::Reapply, 1000)};
  return contents;
}

}  // namespace

TEST_CASE("A6.8: each line of a posting file has its own part of the payment's charges",
          "[service][process]") {
  const auto files = collect_postings(paid_in_two_entries());
  REQUIRE(files.next.size() == 1);
  const auto& lines = files.next.begin()->second.lines;
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].charges == std::vector<Charge>{{"WATER", "2026-11-05", Money::from_cents(1500)},
                                                {"SEWER", "2026-11-05", Money::from_cents(500)}});
  CHECK(lines[1].charges == std::vector<Charge>{{"SEWER", "2026-11-05", Money::from_cents(1000)}});
  CHECK(deposit::prove_posting_file(files.next.begin()->second).has_value());
}

TEST_CASE("A6.8: a payment whose charges nobody said is posted as a whole", "[service][process]") {
  auto contents = paid_in_two_entries();
  contents.transactions[0].applied[0].charges.clear();
  const auto files = collect_postings(contents);
  CHECK(files.next.begin()->second.lines.at(0).charges.empty());
}
