#include "deposit/close/equations.h"

#include <functional>

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
  REQUIRE(equations().size() == 12);
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

TEST_CASE("A10.10: D14 names cash that was deposited as a check", "[deposit][close]") {
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

TEST_CASE("A8.3: D3 names a batch that does not hold what was declared of it", "[deposit][close]") {
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
        }) == "150.01 is deposited or settled; posting files, revenue and suspense hold 150.00.");
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

TEST_CASE("A13.3: D13 names the line of the tie that is off, by its cents or its pieces",
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

namespace {

/// The small day with a drawer that took 40.00 of cash, is 1.00 short and waits for nobody.
DayRecord day_with_drawer() {
  auto record = small_day();
  const BatchId batch{2};
  const auto forty = Money::from_cents(40'00);
  record.batches.push_back({batch,
                            "BOX",
                            "counter",
                            BatchState::Balanced,
                            ControlTotals{2, forty},
                            ControlTotals{2, forty},
                            {}});
  record.pieces.push_back({batch, 1, ItemKind::Tender, TenderKind::Cash, forty, "in_deposit", 1,
                           "000002", Fate::Deposited});
  record.pieces.push_back(
      {batch, 2, ItemKind::Correspondence, {}, {}, "cleared", 2, "", Fate::Filed});
  record.deposits.push_back(
      {"BOX", "000002", batch, "OPERATING", 1, 0, forty, DepositState::Approved, "Dana", "Lee"});
  record.deposit_items.push_back({"BOX", "000002", 1, batch, 1, TenderKind::Cash, forty});
  const auto book = [&](std::int64_t entry, EntryKind kind, Ledger ledger, std::int64_t cents) {
    record.journal.push_back({batch, entry, kind, kind == EntryKind::Apply ? entry : 0,
                              kind == EntryKind::Deposit ? "000002" : "", ledger, "001",
                              "OPERATING", Money::from_cents(cents), ""});
  };
  book(1, EntryKind::Apply, Ledger::UndepositedTender, 40'00);
  book(1, EntryKind::Apply, Ledger::Revenue, -40'00);
  book(2, EntryKind::Apply, Ledger::OverShort, 1'00);
  book(2, EntryKind::Apply, Ledger::ChangeFund, -1'00);
  book(3, EntryKind::Deposit, Ledger::Bank, 40'00);
  book(3, EntryKind::Deposit, Ledger::UndepositedTender, -40'00);
  record.revenue = {
      {batch, 1, Ledger::Revenue, "PERMIT", "322.100", "001", Money::from_cents(-40'00)},
      {batch, 2, Ledger::OverShort, "", "369.900", "001", Money::from_cents(1'00)}};
  record.drawers = {{.session = 1,
                     .batch = batch,
                     .lockbox = "BOX",
                     .person = "Ana",
                     .state = counter::DrawerState::Accepted,
                     .opening = Money::from_cents(50'00),
                     .received = forty,
                     .paid_in = {},
                     .paid_out = {},
                     .dropped = {},
                     .counted = Money::from_cents(89'00),
                     .over_short = Money::from_cents(-1'00),
                     .bagged = forty,
                     .accepted_by = "Ben",
                     .has_alert = false,
                     .acknowledged_by = ""}};
  record.bags = {{1, batch, "OPERATING", {{0, 0, 2, 0, 0, 0, 0}, {}, "", ""}}};
  record.receipts = {{.receipt = 1,
                      .session = 1,
                      .batch = batch,
                      .transaction = 1,
                      .state = counter::ReceiptState::Issued,
                      .cash = forty,
                      .checks = {},
                      .money_orders = {},
                      .cards = {},
                      .applied = {},
                      .revenue = forty,
                      .taken_by = "Ana",
                      .voided_by = ""}};
  return record;
}

std::string drawer_fault(Fault (*equation)(const DayRecord&),
                         const std::function<void(DayRecord&)>& plant) {
  auto record = day_with_drawer();
  REQUIRE(equation(record).value_or("") == "");
  plant(record);
  return equation(record).value_or("");
}

}  // namespace

TEST_CASE("Every equation holds on a day with a cash drawer", "[deposit][close][counter]") {
  const auto record = day_with_drawer();
  for (const auto& equation : equations()) {
    INFO(equation.id);
    CHECK(equation.first_fault(record).value_or("") == "");
  }
  CHECK(tie_of(record).line(12).amount == Money::from_cents(-1'00));
  CHECK(tie_of(record).line(6).amount == Money::from_cents(40'00));
}

TEST_CASE("D12 names a drawer that nobody counted or accepted, A13.2",
          "[deposit][close][counter]") {
  CHECK(drawer_fault(
            d12_drawers_are_counted,
            [](DayRecord& record) { record.drawers[0].state = counter::DrawerState::Open; }) ==
        "Drawer session 1 of Ana is open; it must be counted and the count accepted by another "
        "person.");
}

TEST_CASE("D12: over or short is counted less expected, to the cent", "[deposit][close][counter]") {
  CHECK(drawer_fault(d12_drawers_are_counted,
                     [](DayRecord& record) { record.drawers[0].counted += cent; }) ==
        "Drawer session 1 of Ana holds 89.01 and should hold 90.00; -1.00 is recorded as over or "
        "short.");
  CHECK(drawer_fault(d12_drawers_are_counted, [](DayRecord& record) {
          record.receipts[0].cash -= cent;
        }) == "Drawer session 1 of Ana received 40.00, its receipts say 39.99.");
  CHECK(drawer_fault(d12_drawers_are_counted, [](DayRecord& record) {
          record.revenue[1].amount += cent;
        }) == "Drawer session 1 of Ana is over or short by -1.00, and -1.01 is booked for it.");
}

TEST_CASE("C-18: a drawer by the threshold over or short waits for a supervisor's word",
          "[deposit][close][counter]") {
  CHECK(drawer_fault(d12_drawers_are_counted, [](DayRecord& record) {
          record.drawers[0].has_alert = true;
        }) == "Drawer session 1 of Ana is over or short by -1.00; a supervisor must say why.");
}

TEST_CASE("C-18: one person's over does not hide another's short", "[deposit][close][counter]") {
  auto record = day_with_drawer();
  auto other = record.drawers[0];
  other.session = 2;
  other.batch = BatchId{3};
  other.person = "Cyd";
  other.received = Money{};
  other.bagged = Money{};
  other.counted = Money::from_cents(51'00);
  other.over_short = Money::from_cents(1'00);
  record.drawers.push_back(other);
  const auto line = tie_of(record).line(12);
  REQUIRE(line.parts.size() == 2);
  CHECK(line.parts[0].text == "drawer session 1 of Ana");
  CHECK(line.parts[1].amount == Money::from_cents(1'00));
  CHECK(d12_drawers_are_counted(record).value_or("") ==
        "Drawer session 2 of Cyd is over or short by 1.00, and 0.00 is booked for it.");
}

TEST_CASE("D5: currency on a deposit is what was counted into its bag",
          "[deposit][close][counter]") {
  CHECK(drawer_fault(d6_deposits_have_no_variance,
                     [](DayRecord& record) { record.bags[0].cash.bills[2] = 1; }) ==
        "Currency of batch 2 for OPERATING: 20.00 was counted into the bag, 40.00 is deposited.");
}

TEST_CASE("D14: a check put in the place of a receipt's cash breaks the day",
          "[deposit][close][counter]") {
  CHECK(drawer_fault(d14_modes_of_payment_are_kept,
                     [](DayRecord& record) {
                       record.pieces[5].tender = TenderKind::Check;
                       record.deposit_items[2].tender = TenderKind::Check;
                     }) ==
        "Drawer session 1 of Ana: its receipts say 40.00 more cash and -40.00 more in checks than "
        "its items.");
}

TEST_CASE("D6: card slips are on a settlement list of their own, line 13 of the tie",
          "[deposit][close][counter]") {
  auto record = day_with_drawer();
  record.pieces[5].tender = TenderKind::CardSlip;
  record.deposit_items[2].tender = TenderKind::CardSlip;
  const auto tie = tie_of(record);
  REQUIRE(tie.lines.size() == 13);
  CHECK(tie.settled() == Money::from_cents(40'00));
  CHECK(tie.line(1).equation_text == "1 = 2 + 3 + 4 + 13");
  CHECK(tie.line(1).difference == 0);
  CHECK(tie.line(2).difference == 0);
  CHECK(d13_day_ties(record).value_or("") == "");
  record.deposit_items[1].tender = TenderKind::CardSlip;
  CHECK(d6_deposits_have_no_variance(record).value_or("") ==
        "Deposit 000001 has a card slip, which no bank takes.");
}
