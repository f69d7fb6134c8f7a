// Where kept paper and returned items are, from opening to closing.

#include "deposit/close/rolls.h"

#include "deposit/close/equations.h"
#include "deposit/close/small_day.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::close;
using namespace lockbox::deposit::close::test;

namespace {

const auto monday = day_of("2026-11-23");
const auto tuesday = day_of("2026-11-24");

VaultMove kept(const BusinessDay& day, std::optional<VaultPlace> from, std::optional<VaultPlace> to,
               VaultWay way) {
  return {.batch = small_batch,
          .sequence = 4,
          .lockbox = "BOX",
          .exception = 1,
          .day = day,
          .from = from,
          .to = to,
          .way = way,
          .amount = Money::from_cents(7'00),
          .recaptured = {},
          .moved_by = "Sue",
          .at = {}};
}

ledger::Entry entry_of(std::int64_t number, const BusinessDay& day, ledger::EntryKind kind,
                       std::int64_t cents) {
  const ledger::Spot bank{ledger::Place::Bank, "401", "OPERATING"};
  const ledger::Spot owed{ledger::Place::ReturnedItems, "401", "OPERATING"};
  const auto amount = Money::from_cents(cents);
  return {.number = number,
          .lockbox = "BOX",
          .kind = kind,
          .day = day,
          .origin = {},
          .return_number = 3,
          .adjustment_number = 0,
          .reason_code = "A",
          .note = {},
          .made_by = "Theo",
          .at = {},
          .lines = {{owed, amount}, {bank, Money{} - amount}},
          .file = {}};
}

const Site site;

DaySources sources_on(const BusinessDay& day) {
  return {.site = site,
          .day = {.site = "riverton", .day = day, .state = DayState::Open, .steps = {}},
          .batches = {},
          .earlier = {},
          .days = {monday, tuesday},
          .marks = {},
          .entries = {},
          .suspense = {},
          .head = {},
          .task_holders = {}};
}

DayRecord day_with(const DaySources& sources) {
  auto record = small_day();
  record.rolls = rolls_of(sources);
  return record;
}

}  // namespace

TEST_CASE("D10: paper that is kept rolls into its place and out of it, day by day",
          "[deposit][close][rolls]") {
  auto sources = sources_on(monday);
  sources.vault = {kept(monday, {}, VaultPlace::Vault, VaultWay::Kept),
                   kept(tuesday, VaultPlace::Vault, VaultPlace::Treasurer, VaultWay::Pulled)};
  auto sums = sums_of(rolls_of(sources));
  REQUIRE(sums.size() == 1);
  CHECK(sums[0].place == "vault");
  CHECK(sums[0].opening.is_zero());
  CHECK(sums[0].in == Money::from_cents(7'00));
  CHECK(sums[0].closing == Money::from_cents(7'00));
  CHECK(sums[0].pieces == 1);
  CHECK_FALSE(first_roll_fault(day_with(sources)).has_value());

  auto next = sources_on(tuesday);
  next.vault = sources.vault;
  sums = sums_of(rolls_of(next));
  REQUIRE(sums.size() == 2);
  CHECK(sums[0].opening == Money::from_cents(7'00));
  CHECK(sums[0].out == Money::from_cents(7'00));
  CHECK(sums[0].closing.is_zero());
  CHECK(sums[1].place == "treasurer");
  CHECK(sums[1].closing == Money::from_cents(7'00));
  CHECK(rolls_of(next)[1].what == "pulled by Sue");
}

TEST_CASE("D10: what is moved after a day was closed counts on the next one",
          "[deposit][close][rolls]") {
  auto sources = sources_on(monday);
  sources.day.state = DayState::Closed;
  sources.marks = {{monday, DayEvent::Close, "Sam", {1, {}, "T10"}}};
  auto late = kept(monday, {}, VaultPlace::Vault, VaultWay::Kept);
  late.at = "T11";
  sources.vault = {late};
  CHECK(rolls_of(sources).empty());
  sources.day = sources_on(tuesday).day;
  const auto sums = sums_of(rolls_of(sources));
  REQUIRE(sums.size() == 1);
  CHECK(sums[0].in == Money::from_cents(7'00));
  CHECK(sums[0].closing == Money::from_cents(7'00));
}

TEST_CASE("D10: paper that leaves a place where it was not breaks the roll",
          "[deposit][close][rolls]") {
  auto sources = sources_on(tuesday);
  sources.vault = {kept(monday, {}, VaultPlace::Vault, VaultWay::Kept),
                   kept(tuesday, VaultPlace::Treasurer, {}, VaultWay::ReturnedToPayer)};
  const auto fault = d10_suspense_rolls(day_with(sources));
  REQUIRE(fault.has_value());
  CHECK_THAT(*fault, Catch::Contains("Batch 1, document 4 rolls in"));
}

TEST_CASE("D10: what a drawer owes rolls by the entries of its return", "[deposit][close][rolls]") {
  auto sources = sources_on(tuesday);
  sources.ledger = {entry_of(1, monday, ledger::EntryKind::Return, 50'00),
                    entry_of(2, tuesday, ledger::EntryKind::Redeposit, -50'00)};
  auto record = day_with(sources);
  REQUIRE(record.rolls.size() == 1);
  CHECK(record.rolls[0].opening == Money::from_cents(50'00));
  CHECK(record.rolls[0].out == Money::from_cents(50'00));
  CHECK(record.rolls[0].closing.is_zero());
  CHECK(record.rolls[0].what == "redeposit by Theo");
  // The day's own entries must say the same.
  CHECK_THAT(first_roll_fault(record).value_or(""), Catch::Contains("its entries say"));
  record.ledger.push_back({.lockbox = "BOX",
                           .entry = 2,
                           .kind = ledger::EntryKind::Redeposit,
                           .batch = BatchId{0},
                           .transaction = 0,
                           .return_number = 3,
                           .adjustment_number = 0,
                           .place = ledger::Place::ReturnedItems,
                           .fund = "401",
                           .deposit_account = "OPERATING",
                           .amount = Money::from_cents(-50'00),
                           .reason_code = "A",
                           .made_by = "Theo",
                           .file = {}});
  CHECK_FALSE(first_roll_fault(record).has_value());
}

TEST_CASE(
    "D9, D10: what the bank rejected is tied on each later day until another deposit takes it",
    "[deposit][close][rolls]") {
  const RejectedItem item{small_batch, 2,     "BOX",  monday, "000001", Money::from_cents(100'00),
                          "Theo",      "T20", "Tess", "T50"};
  const std::vector<DayMark> marks{{monday, DayEvent::Close, "Sam", {1, {}, "T10"}},
                                   {tuesday, DayEvent::Close, "Sam", {2, {}, "T40"}}};
  // Monday was closed before the bank said so.
  auto sources = sources_on(monday);
  sources.day.state = DayState::Closed;
  sources.marks = marks;
  sources.rejected = {item};
  CHECK(rolls_of(sources).empty());

  sources.day = sources_on(tuesday).day;
  sources.day.state = DayState::Closed;
  auto sums = sums_of(rolls_of(sources));
  REQUIRE(sums.size() == 1);
  CHECK(sums[0].place == rejected_place);
  CHECK(sums[0].in == Money::from_cents(100'00));
  CHECK(sums[0].closing == Money::from_cents(100'00));

  sources.day = {.site = "riverton", .day = day_of("2026-11-25"), .steps = {}};
  sums = sums_of(rolls_of(sources));
  REQUIRE(sums.size() == 1);
  CHECK(sums[0].opening == Money::from_cents(100'00));
  CHECK(sums[0].out == Money::from_cents(100'00));
  CHECK(sums[0].closing.is_zero());
  CHECK_FALSE(first_roll_fault(day_with(sources)).has_value());
}

TEST_CASE("D4: on a closed day every tender has exactly one place, what was rejected among them",
          "[deposit][close][rolls]") {
  auto record = small_day();
  REQUIRE_FALSE(d4_deposits_partition_the_released_items(record).has_value());
  auto lost = record.pieces[1];
  lost.sequence = 9;
  lost.state = "amount_pending";
  lost.ticket.clear();
  lost.fate = Fate::Waiting;
  record.pieces.push_back(lost);
  CHECK_THAT(d4_deposits_partition_the_released_items(record).value_or(""),
             Catch::Contains("document 9 waits"));
  record.rolls.push_back(
      {.place = std::string{rejected_place}, .batch = small_batch, .sequence = 9, .pieces = 1});
  CHECK_FALSE(d4_deposits_partition_the_released_items(record).has_value());
}
