#include "deposit/close/carry_days.h"

#include "deposit/close/equations.h"
#include "deposit/close/small_day.h"
#include "deposit/close/tables.h"
#include "deposit/close/tie.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::close;
using namespace lockbox::deposit::close::test;

namespace {

const auto monday = day_of("2026-11-23");
const auto tuesday = day_of("2026-11-24");
const auto wednesday = day_of("2026-11-25");

Carry carry(const BusinessDay& from, std::optional<BusinessDay> into, CarryState state) {
  return {.id = 1,
          .lockbox = "BOX",
          .batch = small_batch,
          .since = monday,
          .envelope = 4,
          .from = from,
          .into = into,
          .reason = "The payer is asked.",
          .owner = "treasury",
          .due = wednesday,
          .state = state,
          .carried_by = "Sue",
          .carried_at = "2026-11-23T20:00:00.000Z",
          .pieces = {{4, Money::from_cents(7'00)}}};
}

/// The small day, whose check of 7.00 waits and goes on.
DayRecord carrying_day() {
  auto record = small_day();
  auto& check = record.pieces[3];
  check.fate = Fate::Waiting;
  check.state = "carried";
  check.is_carried = true;
  record.carries = {carry(monday, tuesday, CarryState::Carried)};
  return record;
}

/// A day of no mail of its own, which the check of 7.00 came into.
DayRecord brought_day(Fate fate) {
  auto record = small_day();
  record.day.day = tuesday;
  record.batches.clear();
  record.pieces = {record.pieces[3]};
  record.deposits.clear();
  record.deposit_items.clear();
  record.journal.clear();
  record.files.clear();
  record.suspense.clear();
  auto& check = record.pieces[0];
  check.fate = fate;
  check.state = name_of(fate_names, fate);
  check.brought_from = monday;
  check.brought_amount = Money::from_cents(7'00);
  return record;
}

std::vector<std::string_view> names_of(const std::vector<Table>& tables) {
  std::vector<std::string_view> names;
  for (const auto& table : tables) names.push_back(table.name);
  return names;
}

/// A batch of the coupon 1 with its check 2, and of the letter 4.
BatchContents letter_behind_money() {
  BatchContents contents{
      .batch = {.id = small_batch,
                .header = {"riverton", "BOX", monday, "mixed", "dana", std::nullopt, "folder:x"},
                .state = BatchState::Balanced,
                .version = 1},
      .documents = {},
      .items = {},
      .transactions = {},
      .tasks = {},
      .entries = {},
      .deposits = {},
      .files = {},
      .cases = {}};
  Item check;
  check.sequence = 2;
  check.kind = ItemKind::Tender;
  check.state = ItemState::InDeposit;
  contents.items = {check};
  return contents;
}

}  // namespace

TEST_CASE("A13.5: a carried piece is in the list of one day, from one day to the next",
          "[deposit][close][carry]") {
  std::vector carries{carry(monday, tuesday, CarryState::Carried)};
  const CarryDays once{carries};
  CHECK(once.day_of(small_batch, 4, monday) == tuesday);
  CHECK(once.day_of(small_batch, 3, monday) == monday);
  CHECK(once.out_of(small_batch, 4, monday) != nullptr);
  CHECK(once.into(small_batch, 4, tuesday) != nullptr);
  CHECK(once.into(small_batch, 4, monday) == nullptr);

  carries.push_back(carry(tuesday, wednesday, CarryState::Carried));
  const CarryDays twice{carries};
  CHECK(twice.day_of(small_batch, 4, monday) == wednesday);
  CHECK(twice.out_of(small_batch, 4, tuesday) == twice.into(small_batch, 4, wednesday));
}

TEST_CASE("What is only planned is the day's still, and what was taken back too",
          "[deposit][close][carry]") {
  const std::vector carries{carry(monday, {}, CarryState::Planned)};
  const CarryDays planned{carries};
  CHECK(planned.day_of(small_batch, 4, monday) == monday);
  CHECK(planned.out_of(small_batch, 4, monday) != nullptr);
  const std::vector back{carry(monday, {}, CarryState::TakenBack)};
  CHECK(CarryDays{back}.out_of(small_batch, 4, monday) == nullptr);
}

TEST_CASE("What is carried while no later day has begun is in no day's list until one does",
          "[deposit][close][carry]") {
  const std::vector carries{carry(monday, {}, CarryState::Carried)};
  CHECK_FALSE(CarryDays{carries}.day_of(small_batch, 4, monday).has_value());
}

TEST_CASE("What waited of a batch moved with the close, and what was booked before did not",
          "[deposit][close][carry]") {
  const std::vector carries{carry(monday, tuesday, CarryState::Carried)};
  const std::vector<DayMark> marks{{monday, DayEvent::Close, "Sue", {10, {}, ""}}};
  const CarryDays days{carries};
  CHECK(days.day_at(small_batch, monday, 9, marks) == monday);
  CHECK(days.day_at(small_batch, monday, 11, marks) == tuesday);
}

TEST_CASE("D13: a day that carries ties, and its packet lists who carries what until when",
          "[deposit][close][carry]") {
  const auto record = carrying_day();
  const auto tie = tie_of(record);
  CHECK(tie.line(3).amount.cents() == 7'00);
  CHECK(tie.line(1).difference == 0);
  for (const auto& equation : equations()) CHECK(equation.first_fault(record).value_or("") == "");
  const auto tables = tables_of(record);
  REQUIRE(names_of(tables)[2] == carries_table_name);
  CHECK(lines_of(tables[2])[0] ==
        "1,BOX,1,4,2026-11-23,0,1,700,The payer is asked.,treasury,2026-11-25,Sue,"
        "2026-11-23T20:00:00.000Z");
}

TEST_CASE("D13: what was carried into a day is on its first line, and ends where it was decided",
          "[deposit][close][carry]") {
  const auto [fate, line] = GENERATE(table<Fate, int>({{Fate::Waiting, 3}, {Fate::Returned, 4}}));
  const auto record = brought_day(fate);
  const auto tie = tie_of(record);
  CHECK(tie.line(1).amount.cents() == 7'00);
  CHECK(tie.line(line).amount.cents() == 7'00);
  CHECK(tie.line(1).difference == 0);
  CHECK(tie.line(11).difference == 0);
  CHECK(tie.line(1).parts[0].text.ends_with("brought forward from 2026-11-23"));
}

TEST_CASE("An amount that becomes known after it was carried stands by itself on the first line",
          "[deposit][close][carry]") {
  auto record = brought_day(Fate::Returned);
  record.pieces[0].brought_amount.reset();
  const auto tie = tie_of(record);
  REQUIRE(tie.line(1).parts.size() == 2);
  CHECK(tie.line(1).parts[0].amount.is_zero());
  CHECK(tie.line(1).parts[1].amount.cents() == 7'00);
  CHECK(tie.line(1).difference == 0);
}

TEST_CASE("A carried check that turns out to be a second scan leaves no money behind",
          "[deposit][close][carry]") {
  const auto tie = tie_of(brought_day(Fate::Duplicate));
  CHECK(tie.line(1).amount.is_zero());
  CHECK(tie.line(1).difference == 0);
  CHECK(tie.line(11).difference == 0);
}

TEST_CASE("D3: a batch that goes on whole is held against its totals on the day that it balances",
          "[deposit][close][carry]") {
  auto record = carrying_day();
  record.batches[0].declared = ControlTotals{4, Money::from_cents(1'00)};
  CHECK(d3_batches_hold_what_was_declared(record).has_value());
  record.batches[0].is_carried = true;
  CHECK_FALSE(d3_batches_hold_what_was_declared(record).has_value());
  record.batches[0].counted.documents = 9;
  CHECK(d3_batches_hold_what_was_declared(record).has_value());
}

TEST_CASE("The packet of the next day tells what came in and what has become of it",
          "[deposit][close][carry]") {
  const auto tables = tables_of(brought_day(Fate::Returned));
  REQUIRE(names_of(tables)[1] == brought_table_name);
  CHECK(lines_of(tables[1])[0] == "1,4,2026-11-23,700,700,returned,4,,returned,no");
}

TEST_CASE("A carried letter that joins deposited money leaves the money in its day",
          "[deposit][close][carry]") {
  const std::vector carries{carry(monday, tuesday, CarryState::Carried)};
  const CarryDays days{carries};
  auto contents = letter_behind_money();
  Transaction joined;
  joined.key = 1;
  joined.documents = {1, 2, 4};
  CHECK(day_of_envelope(days, contents, joined) == monday);
  Transaction letter;
  letter.key = 4;
  letter.documents = {4};
  CHECK(day_of_envelope(days, contents, letter) == tuesday);
  // A second scan is no money.
  contents.items[0].state = ItemState::DuplicateConfirmed;
  CHECK(day_of_envelope(days, contents, joined) == tuesday);
}

TEST_CASE("D3: a batch that came in is held against its totals, and its difference is on line 12",
          "[deposit][close][carry]") {
  auto record = brought_day(Fate::Returned);
  const ControlTotals counted{5, Money::from_cents(157'00)};
  record.brought_batches = {
      {small_batch, "BOX", "mixed", BatchState::Balanced, counted, counted, {}}};
  auto& batch = record.brought_batches[0];
  CHECK_FALSE(d3_batches_hold_what_was_declared(record).has_value());
  CHECK(tie_of(record).line(12).amount.is_zero());
  batch.declared = ControlTotals{5, Money::from_cents(160'00)};
  CHECK(d3_batches_hold_what_was_declared(record).has_value());
  // What was accepted before is another day's.
  batch.accepted_before.amount = Money::from_cents(-1'00);
  batch.accepted.amount = Money::from_cents(-2'00);
  CHECK_FALSE(d3_batches_hold_what_was_declared(record).has_value());
  CHECK(tie_of(record).line(12).amount.cents() == -2'00);
  const auto tables = tables_of(record);
  REQUIRE(names_of(tables)[1] == brought_batches_table_name);
  CHECK(lines_of(tables[1])[0] == "1,BOX,mixed,balanced,5,16000,5,15700,0,-100,0,-200");
}
