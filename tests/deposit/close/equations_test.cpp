#include "deposit/close/equations.h"

#include "deposit/close/small_day.h"
#include "deposit/close/tie.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::close;
using namespace lockbox::deposit::close::test;

namespace {

const Money cent = Money::from_cents(1);

/// The sentence of an equation about a day with one planted break.
template <class Break>
std::string fault_after(Fault (*equation)(const DayRecord&), Break plant) {
  auto record = small_day();
  REQUIRE_FALSE(equation(record).has_value());
  plant(record);
  return equation(record).value_or("");
}

}  // namespace

TEST_CASE("Every equation holds on a day that balances", "[deposit][close]") {
  const auto record = small_day();
  REQUIRE(equations().size() == 11);
  for (const auto& equation : equations()) {
    INFO(equation.id);
    CHECK(equation.first_fault(record).value_or("") == "");
  }
}

TEST_CASE("D9 names a deposit that the bank confirmed with another amount", "[deposit][close]") {
  DepositRecord deposit{.lockbox = "BOX",
                        .ticket = "000001",
                        .deposit_account = "OPERATING",
                        .banking_day = day_of("2026-11-23"),
                        .state = DepositState::Confirmed,
                        .items = {},
                        .total = Money::from_cents(150'00),
                        .prepared_by = "Dana",
                        .approved_by = "Lee"};
  deposit.steps = {{.event = DepositEvent::Confirm,
                    .actor = "Lee",
                    .at = "2026-11-24T09:00:00.000Z",
                    .confirmed = Money::from_cents(149'10)}};
  const auto fault = [&] {
    return fault_after(d9_the_bank_confirms_what_was_sent,
                       [&](DayRecord& record) { record.bank = {deposit}; });
  };
  CHECK(fault() ==
        "Deposit 000001 of 150.00 is confirmed as 149.10 with adjustments of 0.00; 0.90 is "
        "unexplained.");
  deposit.adjustments = {{AdjustmentReason::EncodingError, Money::from_cents(-90), {}, "", "Lee"}};
  CHECK(fault().empty());
  deposit.state = DepositState::Sent;
  CHECK(fault() == "Deposit 000001 is sent, and the bank has confirmed or adjusted it.");
}

TEST_CASE("D14 names cash that was deposited as a check", "[deposit][close]") {
  CHECK(fault_after(d14_modes_of_payment_are_kept, [](DayRecord& record) {
          record.pieces[1].tender = TenderKind::Cash;
        }) == "Checks of lockbox BOX: 50.00 was received for deposit, and 150.00 is deposited.");
}

TEST_CASE("D5 and D6 take each batch's share of a deposit for itself", "[deposit][close]") {
  auto record = small_day();
  record.deposits.push_back(record.deposits[0]);
  record.deposits[1].batch = BatchId{2};
  record.deposits[0].items = record.deposits[1].items = 1;
  record.deposits[0].total = Money::from_cents(100'00);
  record.deposits[1].total = Money::from_cents(50'00);
  record.deposit_items[1].batch = BatchId{2};
  record.deposit_items[1].ordinal = 1;
  CHECK_FALSE(d5_deposits_are_their_lists(record));
  CHECK_FALSE(d6_deposits_have_no_variance(record));
}

TEST_CASE("D3 names a batch that does not hold what was declared of it", "[deposit][close]") {
  CHECK(fault_after(d3_batches_hold_what_was_declared,
                    [](DayRecord& record) { record.batches[0].declared->amount += cent; }) ==
        "Batch 1 was declared as 4 documents and 157.01 and holds 4 documents and 157.00; the "
        "difference of -0.01 is accepted by nobody.");
  CHECK(fault_after(d3_batches_hold_what_was_declared, [](DayRecord& record) {
          record.pieces.erase(record.pieces.begin());
        }) == "Batch 1 counts 4 documents and 157.00, its pieces are 3 documents and 157.00.");
}

TEST_CASE("D3 lets a difference be that a supervisor accepted", "[deposit][close]") {
  auto record = small_day();
  record.batches[0].declared->amount += cent;
  record.batches[0].accepted.amount -= cent;
  CHECK_FALSE(d3_batches_hold_what_was_declared(record).has_value());
}

TEST_CASE("D4 names an item that is in two deposits, in none, or in one without release",
          "[deposit][close]") {
  CHECK(fault_after(d4_deposits_partition_the_released_items, [](DayRecord& record) {
          record.deposit_items.push_back(record.deposit_items[0]);
          record.deposit_items.back().ticket = "000002";
        }) == "Batch 1, document 2 lies in deposit 000001 and in deposit 000002.");
  CHECK(fault_after(d4_deposits_partition_the_released_items, [](DayRecord& record) {
          record.deposit_items.pop_back();
        }) == "Batch 1, document 3 is released and lies in no deposit.");
  CHECK(fault_after(d4_deposits_partition_the_released_items, [](DayRecord& record) {
          record.deposit_items[1].sequence = 4;
        }) == "Batch 1, document 3 is released and lies in no deposit.");
  CHECK(fault_after(d4_deposits_partition_the_released_items, [](DayRecord& record) {
          record.deposit_items[0].amount += cent;
        }) == "Batch 1, document 2 is not the item that deposit 000001 lists.");
}

TEST_CASE("D5 names a deposit that is not its list", "[deposit][close]") {
  CHECK(fault_after(d5_deposits_are_their_lists, [](DayRecord& record) {
          record.deposits[0].total += cent;
        }) == "Deposit 000001 is 150.01, its items add up to 150.00.");
  CHECK(fault_after(d5_deposits_are_their_lists, [](DayRecord& record) {
          record.deposits[0].items = 3;
        }) == "Deposit 000001 says 3 items and lists 2.");
  CHECK(fault_after(d5_deposits_are_their_lists, [](DayRecord& record) {
          record.deposits[0].items_max = 1;
        }) == "Deposit 000001 has 2 items; a ticket of OPERATING takes 1.");
  CHECK(fault_after(d5_deposits_are_their_lists, [](DayRecord& record) {
          std::swap(record.deposit_items[0].sequence, record.deposit_items[1].sequence);
        }) == "Deposit 000001 does not list its items in the order of the paper, at line 2.");
  CHECK(fault_after(d5_deposits_are_their_lists, [](DayRecord& record) {
          record.deposits.clear();
        }) == "Items are listed for deposit 000001, which is not there.");
}

TEST_CASE("D6 names a deposit with a variance", "[deposit][close]") {
  CHECK(fault_after(d6_deposits_have_no_variance, [](DayRecord& record) {
          record.deposits[0].total -= cent;
        }) == "Deposit 000001 has a variance of -0.01 from its currency and checks.");
  CHECK(fault_after(d6_deposits_have_no_variance, [](DayRecord& record) {
          record.deposit_items[0].tender = TenderKind::CardSlip;
        }) == "Deposit 000001 has a card slip, which no bank takes.");
}

TEST_CASE("D7 names a posting file that holds other than was posted, and money in neither",
          "[deposit][close]") {
  CHECK(fault_after(d7_postings_and_suspense_are_the_deposits, [](DayRecord& record) {
          record.files[0].amount += cent;
        }) == "posting-401.csv has 2 lines of 130.01, and 2 lines of 130.00 were posted in it.");
  CHECK(fault_after(d7_postings_and_suspense_are_the_deposits, [](DayRecord& record) {
          record.files.clear();
        }) == "Lines are posted in posting-401.csv, which the books do not name.");
  CHECK(fault_after(d7_postings_and_suspense_are_the_deposits, [](DayRecord& record) {
          record.deposits[0].total += cent;
        }) == "150.01 is deposited; posting files and suspense hold 150.00.");
}

TEST_CASE("D8 names an entry that does not balance, and a deposit that the bank is not debited",
          "[deposit][close]") {
  CHECK(fault_after(d8_funds_balance, [](DayRecord& record) {
          record.journal[0].amount += cent;
        }) == "Entry 1 of batch 1 sums to 0.01 in fund 401, not to zero.");
  CHECK(fault_after(d8_funds_balance, [](DayRecord& record) {
          record.deposits[0].total += cent;
        }) == "Deposit 000001 is 150.01, and the bank is debited with 150.00.");
}

TEST_CASE("D10 names suspense that does not roll, or is not what was booked", "[deposit][close]") {
  CHECK(fault_after(d10_suspense_rolls, [](DayRecord& record) {
          record.suspense[0].closing += cent;
        }) == "The suspense of batch 1, document 3 rolls to 20.00 and closes at 20.01.");
  CHECK(fault_after(d10_suspense_rolls, [](DayRecord& record) {
          record.suspense[0].added += cent;
          record.suspense[0].closing += cent;
        }) == "The suspense of batch 1, document 3 moved by 20.01, the journal says 20.00.");
  CHECK(fault_after(d10_suspense_rolls, [](DayRecord& record) { record.suspense.clear(); }) ==
        "The suspense of batch 1, document 3 is booked and not listed.");
}

TEST_CASE("D10: what is refunded, charged back or handed to the state rolls out of suspense",
          "[deposit][close][ledger]") {
  const auto take = [](DayRecord& record, Money& column) {
    record.ledger.push_back({.lockbox = "BOX",
                             .entry = 1,
                             .kind = ledger::EntryKind::Refund,
                             .batch = small_batch,
                             .transaction = 3,
                             .place = ledger::Place::Suspense,
                             .fund = "401",
                             .deposit_account = "OPERATING",
                             .amount = cent,
                             .reason_code = "",
                             .made_by = "Ann",
                             .file = ""});
    auto other = record.ledger.back();
    other.place = ledger::Place::RefundsPayable;
    other.amount = Money{} - cent;
    record.ledger.push_back(other);
    column += cent;
    record.suspense[0].closing -= cent;
  };
  for (const auto column : {&SuspenseRow::refunded, &SuspenseRow::returned, &SuspenseRow::escheated,
                            &SuspenseRow::applied}) {
    CHECK(fault_after(d10_suspense_rolls,
                      [&](DayRecord& record) { take(record, record.suspense[0].*column); }) == "");
  }
  CHECK(fault_after(d10_suspense_rolls, [&](DayRecord& record) {
          take(record, record.suspense[0].refunded);
          record.ledger.clear();
        }) == "The suspense of batch 1, document 3 moved by 19.99, the journal says 20.00.");
  CHECK(fault_after(d8_funds_balance, [&](DayRecord& record) {
          take(record, record.suspense[0].refunded);
          record.ledger.pop_back();
        }) == "Ledger entry 1 sums to 0.01 in fund 401, not to zero.");
}

TEST_CASE("D7 names an adjustment file that is not what its entries come to",
          "[deposit][close][ledger]") {
  CHECK(fault_after(d7_postings_and_suspense_are_the_deposits, [](DayRecord& record) {
          record.files.push_back({.batch = BatchId{0},
                                  .name = "adjustments.csv",
                                  .kind = std::string{adjustments_kind},
                                  .ticket = {},
                                  .fund = {},
                                  .lines = 1,
                                  .amount = cent,
                                  .sha256_hex = {}});
        }) == "adjustments.csv has 1 lines of 0.01, and 0 lines of 0.00 are told in it.");
}

TEST_CASE("D13 names the line of the tie that is off, by its cents or its pieces",
          "[deposit][close]") {
  CHECK(fault_after(d13_day_ties, [](DayRecord& record) { *record.pieces[3].amount += cent; }) ==
        "");  // What goes back is on both sides.
  CHECK(fault_after(d13_day_ties, [](DayRecord& record) { *record.pieces[1].amount += cent; }) ==
        "Captured tender and held brought forward, line 1 of the tie, is off by 0.01: "
        "1 = 2 + 3 + 4.");
  CHECK(fault_after(d13_day_ties, [](DayRecord& record) { record.journal[1].posted_in.clear(); }) ==
        "Deposited, line 2 of the tie, is off by 100.00: 2 = 5 + 6 + 7.");
  CHECK(fault_after(d13_day_ties, [](DayRecord& record) {
          record.pieces.erase(record.pieces.begin());
        }) == "Pieces of paper, line 11 of the tie, is off by 1 pieces: 11 = out + carried.");
}
