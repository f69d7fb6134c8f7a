// A15.1: the reports of the trade, from a small batch.

#include "deposit/report/clearing_time.h"
#include "deposit/report/impact.h"
#include "deposit/report/report_facts.h"
#include "deposit/report/work_hours.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::report;
using deposit::test::at;
using deposit::test::day_of;
using deposit::test::facts_of;
using deposit::test::scope_of;
using lockbox::test::BatchBuilder;

namespace {

const auto monday = scope_of("2026-11-23", "2026-11-23");

/// A payment of 7.00 that its coupon places, and a check of 20.00 that nobody knows.
BatchBuilder mail_of_two() {
  BatchBuilder mail;
  mail.account("5119374766", 700);
  mail.coupon("5119374766", 700).scanner_transaction(1).check(700, "1041").scanner_transaction(1);
  mail.check(2000, "77").scanner_transaction(2);
  return mail;
}

EventFact event_of(const std::string& actor, const std::string& entity, const std::string& event,
                   const std::string& at, const std::string& key = "1") {
  return {{1, entity, key, event, "", "", actor, at, ""}, parse_instant(at).value(), BatchId{1}};
}

/// The deposit of the batch's first check, approved at a time.
DepositRecord deposit_of(const std::string& approved) {
  return {.lockbox = "BOX",
          .ticket = "000001",
          .deposit_account = "OPERATING",
          .banking_day = day_of("2026-11-23"),
          .state = DepositState::Approved,
          .items = {{{BatchId{1}, 2},
                     "BOX",
                     day_of("2026-11-23"),
                     TenderKind::Check,
                     Money::from_cents(700)}},
          .total = Money::from_cents(700),
          .prepared_by = "theo",
          .approved_by = "sam",
          .steps = {{.event = DepositEvent::Approve, .actor = "sam", .at = approved}}};
}

std::size_t row_of(const Report& report, const std::string& first) {
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    if (report.rows[i].front() == Cell{first}) return i;
  }
  FAIL("No such row: " << first);
  return 0;
}

}  // namespace

TEST_CASE("A15.1: the payment journal lists each account with its masked number and its sum",
          "[deposit][report]") {
  auto mail = mail_of_two();
  const auto report = payment_journal(facts_of(mail), monday);
  REQUIRE(report.rows.size() == 1);
  CHECK(at(report, 0, "account") == "****4766");
  CHECK(at(report, 0, "amount_cents") == "7.00");
  CHECK(report.totals.back() == Cell{Money::from_cents(700)});
}

TEST_CASE("A15.1: the batch summary shows what was declared, counted and left over",
          "[deposit][report]") {
  auto mail = mail_of_two();
  mail.declared(3, 2'800);
  const auto report = batch_summary(facts_of(mail), monday);
  REQUIRE(report.rows.size() == 1);
  CHECK(at(report, 0, "counted_cents") == "27.00");
  CHECK(at(report, 0, "difference_cents") == "-1.00");
  CHECK(at(report, 0, "suspense_cents") == "20.00");
}

TEST_CASE("A15.1: a report of one bank account leaves out the others", "[deposit][report]") {
  auto mail = mail_of_two();
  auto scope = monday;
  scope.deposit_account = "TRUST";
  CHECK(payment_journal(facts_of(mail), scope).rows.empty());
}

TEST_CASE("A15.1: the detail of one lockbox lists no item of another in the same deposit",
          "[deposit][report]") {
  Facts facts;
  facts.deposits = {deposit_of("2026-11-23T15:00:00.000Z")};
  auto other = facts.deposits[0].items[0];
  other.lockbox = "OTHER";
  facts.deposits[0].items.push_back(other);
  auto scope = monday;
  CHECK(deposit_detail(facts, scope).rows.size() == 2);
  scope.lockbox = "OTHER";
  const auto report = deposit_detail(facts, scope);
  REQUIRE(report.rows.size() == 1);
  CHECK(at(report, 0, "lockbox") == "OTHER");
  CHECK(at(report, 0, "position") == "2");  // Of the paper, as it lies.
}

TEST_CASE("A15.1: of one lockbox the summary lists its part of each deposit, and the parts add up",
          "[deposit][report]") {
  Facts facts;
  facts.deposits = {deposit_of("2026-11-23T15:00:00.000Z")};
  auto& deposit = facts.deposits[0];
  auto other = deposit.items[0];
  other.lockbox = "OTHER";
  other.place = {BatchId{2}, 1};
  other.amount = Money::from_cents(300);
  deposit.items.push_back(other);
  deposit.total = Money::from_cents(1'000);
  deposit.state = DepositState::ConfirmedAdjusted;
  deposit.adjustments = {
      {AdjustmentReason::EncodingError, Money::from_cents(-100), other.place, "", ""},
      {AdjustmentReason::Foreign, Money::from_cents(-50), std::nullopt, "", ""}};
  DepositStep step{.event = DepositEvent::Adjust, .actor = "sam", .at = "2026-11-24T15:00:00.000Z"};
  step.confirmed = Money::from_cents(850);
  deposit.steps.push_back(step);

  const auto whole = deposit_summary(facts, monday);
  CHECK(at(whole, 0, "confirmed_cents") == "8.50");
  const auto of = [&](const std::string& lockbox) {
    auto scope = monday;
    scope.lockbox = lockbox;
    return deposit_summary(facts, scope);
  };
  const auto box = of("BOX");
  CHECK(at(box, 0, "total_cents") == "7.00");
  CHECK(at(box, 0, "items") == "1");
  CHECK(at(box, 0, "batches") == "1");
  CHECK(at(box, 0, "adjusted_cents") == "-0.50");
  CHECK(at(box, 0, "confirmed_cents") == "6.50");
  CHECK(at(box, 0, "part") == "part of 10.00");
  const auto rest = of("OTHER");
  CHECK(at(rest, 0, "total_cents") == "3.00");
  CHECK(at(rest, 0, "confirmed_cents") == "2.00");
  CHECK(rest.totals.at(7) == Cell{Money::from_cents(300)});
}

TEST_CASE("A15.1: a deposit of one lockbox alone is its whole", "[deposit][report]") {
  Facts facts;
  facts.deposits = {deposit_of("2026-11-23T15:00:00.000Z")};
  auto scope = monday;
  scope.lockbox = "BOX";
  CHECK(at(deposit_summary(facts, scope), 0, "part") == "whole");
}

TEST_CASE("A15.1: a cancelled deposit is listed and counts nothing in the sums",
          "[deposit][report]") {
  Facts facts;
  facts.deposits = {deposit_of("2026-11-23T18:00:00.000Z"), deposit_of("2026-11-23T18:00:00.000Z")};
  facts.deposits[1].state = DepositState::Cancelled;
  const auto report = deposit_summary(facts, monday);
  CHECK(report.rows.size() == 2);
  CHECK(report.totals.at(7) == Cell{Money::from_cents(700)});
  CHECK(deposit_detail(facts, monday).rows.size() == 1);
}

TEST_CASE("A15.1: suspense is aged to the last day, and what was taken out of it is not there",
          "[deposit][report]") {
  Facts facts;
  facts.suspense = {{BatchId{1}, "BOX", day_of("2026-11-13"), 3, "999", Money::from_cents(2'000), 1,
                     SuspenseReason::UnknownPayer},
                    {BatchId{1}, "BOX", day_of("2026-11-23"), 5, "999", Money::from_cents(500), 2,
                     SuspenseReason::UnknownPayer}};
  ledger::Entry refund{.lockbox = "BOX",
                       .kind = ledger::EntryKind::Refund,
                       .day = day_of("2026-11-23"),
                       .origin = ledger::Origin{BatchId{1}, 5},
                       .reason_code = {},
                       .note = {},
                       .made_by = {},
                       .at = {},
                       .lines = {{{ledger::Place::Suspense, "999", ""}, Money::from_cents(500)}},
                       .file = {}};
  facts.entries = {refund};
  const auto report = suspense_ageing(facts, monday);
  REQUIRE(report.rows.size() == 1);
  CHECK(at(report, 0, "age_days") == "10");
  CHECK(at(report, 0, "to_30_cents") == "20.00");
  CHECK(at(report, 0, "to_7_cents").empty());
}

TEST_CASE("A15.1: reading accuracy counts the letters that a person put right",
          "[deposit][report]") {
  auto mail = mail_of_two();
  auto facts = facts_of(mail);
  auto& contents = mail.contents();
  auto line = contents.documents.at(1).reading->micr->line;
  const auto digit = line.raw.find("789");
  line.raw.replace(digit, 3, "780");
  for (auto& item : contents.items) {
    if (item.sequence == 2) item.repaired_micr = line;
  }
  Facts after;
  add_batch(after, contents, {});
  const auto report = reading_accuracy(after, monday);
  CHECK(at(report, row_of(report, "MICR line"), "corrected") == "1");
  CHECK(at(report, row_of(report, "Letters of keyed lines"), "corrected") == "1");
  CHECK(at(report, row_of(report, "Coupon"), "right_share") == "100.00 %");
}

TEST_CASE("A15.2: productivity counts active time only, and answers that were changed later",
          "[deposit][report]") {
  Facts facts;
  facts.events = {event_of("maria", "task", "answer", "2026-11-23T15:00:00.000Z"),
                  event_of("maria", "task", "answer", "2026-11-23T15:04:00.000Z", "2"),
                  event_of("maria", "task", "answer", "2026-11-23T16:00:00.000Z", "3"),
                  event_of("sam", "task", "correct", "2026-11-23T16:01:00.000Z", "2")};
  const auto report = productivity(facts, monday);
  REQUIRE(report.rows.size() == 1);
  CHECK(at(report, 0, "person") == "maria");
  CHECK(at(report, 0, "active_minutes") == "4");
  CHECK(at(report, 0, "per_hour") == "45");
  CHECK(at(report, 0, "corrected") == "1");
}

TEST_CASE("A15.3, C-03: business days from receipt leave out week ends and holidays",
          "[deposit][report]") {
  const auto friday = day_of("2026-11-20");
  CHECK(business_days_between(friday, day_of("2026-11-23"), {}) == 1);
  CHECK(business_days_between(friday, day_of("2026-11-27"), {day_of("2026-11-26")}) == 4);
  CHECK(business_days_between(friday, friday, {}) == 0);
  CHECK(business_days_between(friday, day_of("2026-11-19"), {}) == 0);
}

TEST_CASE("A15.3, C-03: an item is late by the limit of the source that it came from",
          "[deposit][report]") {
  auto mail = mail_of_two();
  auto facts = facts_of(mail);
  facts.deposits = {deposit_of("2026-11-23T18:00:00.000Z")};
  facts.arrivals.emplace(BatchId{1}, Arrival{custody::MailSource::Courier, day_of("2026-11-20")});
  facts.rules.deposit_limits = {.days_max = 3, .by_source = {{"courier", 1}}};
  const auto scope = scope_of("2026-11-23", "2026-11-25");
  const auto report = time_to_deposit(facts, scope);
  REQUIRE(report.rows.size() == 1);
  CHECK(at(report, 0, "source") == "courier");
  CHECK(at(report, 0, "items") == "2");
  // The check that is in no deposit counts to the end of the period: three days.
  CHECK(at(report, 0, "late") == "1");
  CHECK(at(report, 0, "longest_days") == "3");
  CHECK(at(report, 0, "waiting") == "1");
}

TEST_CASE("A15.3: indicators are parts of wholes, each with its formula", "[deposit][report]") {
  auto mail = mail_of_two();
  auto facts = facts_of(mail);
  facts.deposits = {deposit_of("2026-11-23T18:00:00.000Z")};
  const auto report = indicators(facts, monday);
  CHECK(at(report, row_of(report, "Held over"), "value_share") == "50.00 %");
  CHECK(at(report, row_of(report, "Deposited the same day"), "value_share") == "25.92 %");
  CHECK(at(report, row_of(report, "Straight through, by envelope"), "value_share") == "50.00 %");
  CHECK(at(report, row_of(report, "Straight through, by line"), "value_share") == "100.00 %");
  CHECK(at(report, row_of(report, "False matches"), "value_share") == "0.00 %");
  CHECK(at(report, row_of(report, "Batches out of balance"), "part") == "0");
  for (std::size_t i = 0; i < report.rows.size(); ++i)
    CHECK_FALSE(at(report, i, "formula").empty());
}

TEST_CASE("A15.3: receipts of the counter are neither read nor straight through",
          "[deposit][report]") {
  auto mail = mail_of_two();
  const auto control = facts_of(mail).batches.at(0).control;
  mail.contents().counter = counter::CounterWork{.drawer = {.day = monday.from}, .receipts = {}};
  Facts facts;
  add_batch(facts, mail.contents(), control);
  CHECK(facts.readings.empty());
  const auto report = indicators(facts, monday);
  for (const auto* const figure :
       {"Straight through, by envelope", "Straight through, by line", "Scanned again"}) {
    CHECK(at(report, row_of(report, figure), "value_share").empty());
  }
  CHECK(at(report, row_of(report, "Batches out of balance"), "part") == "0");
}

TEST_CASE("A15.3: a match that a person moved later is a false one", "[deposit][report]") {
  auto mail = mail_of_two();
  auto facts = facts_of(mail);
  ledger::Adjustment moved;
  moved.state = ledger::AdjustmentState::Posted;
  moved.request.kind = ledger::AdjustmentKind::Transfer;
  moved.request.origin = ledger::Origin{BatchId{1}, 1};
  facts.adjustments = {moved};
  const auto report = indicators(facts, monday);
  CHECK(at(report, row_of(report, "False matches"), "value_share") == "100.00 %");
  CHECK(at(report, row_of(report, "Posting accuracy"), "value_share") == "0.00 %");
}

TEST_CASE("C-17: a department is shown what was credited to it, and what nobody owns",
          "[deposit][report]") {
  auto mail = mail_of_two();
  auto facts = facts_of(mail);
  facts.payments.at(0).state = TransactionState::Posted;
  facts.rules.reconciliations = {{"water", {}, {"401"}}};
  auto scope = monday;
  scope.department = "water";
  const auto theirs = departmental_reconciliation(facts, scope);
  REQUIRE(theirs.rows.size() == 1);
  CHECK(at(theirs, 0, "credited_cents") == "7.00");
  CHECK(at(theirs, 0, "waiting_cents") == "0.00");
  facts.rules.reconciliations.clear();
  CHECK(departmental_reconciliation(facts, scope).rows.empty());
  CHECK(at(departmental_reconciliation(facts, monday), 0, "department").empty());
}

namespace {

/// 2.00 taken back from account 18 of a fund that no department owns.
ledger::Entry taken_back() {
  ledger::Entry entry{.number = 1,
                      .lockbox = "BOX",
                      .kind = ledger::EntryKind::Debit,
                      .day = day_of("2026-11-23"),
                      .origin = {},
                      .reason_code = {},
                      .note = {},
                      .made_by = {},
                      .at = {},
                      .lines = {},
                      .file = {}};
  const ledger::Spot account{ledger::Place::Receivable, "401", "OPERATING", AccountNumber{"18"}};
  entry.lines = {
      {account, Money::from_cents(200)},
      {{ledger::Place::AccountAdjustments, "401", "OPERATING"}, Money::from_cents(-200)}};
  return entry;
}

}  // namespace

TEST_CASE("C-17: a department that owns by bill type is shown what was corrected on its accounts",
          "[deposit][report]") {
  Facts facts;
  facts.entries = {taken_back()};
  facts.bill_types = {{{"BOX", AccountNumber{"18"}}, "utility"}};
  facts.rules.reconciliations = {{"water", {"utility"}, {}}};
  auto scope = monday;
  scope.department = "water";
  const auto theirs = departmental_reconciliation(facts, scope);
  REQUIRE(theirs.rows.size() == 1);
  CHECK(at(theirs, 0, "bill_type") == "utility");
  CHECK(at(theirs, 0, "corrected_cents") == "-2.00");
  CHECK(at(theirs, 0, "net_cents") == "-2.00");
}

TEST_CASE("Custody and access: who saw a whole number and who let something pass",
          "[deposit][report]") {
  Facts facts;
  facts.events = {event_of("sam", "note", "reveal_account", "2026-11-23T15:00:00.000Z"),
                  event_of("sam", "batch", "accept_difference", "2026-11-23T15:01:00.000Z"),
                  event_of("maria", "work_unit", "open", "2026-11-23T15:02:00.000Z"),
                  event_of("maria", "task", "answer", "2026-11-23T15:03:00.000Z")};
  const auto report = custody_and_access(facts, monday);
  REQUIRE(report.rows.size() == 3);
  CHECK(at(report, 0, "kind") == "whole number shown");
  CHECK(at(report, 1, "kind") == "override");
  CHECK(at(report, 2, "kind") == "custody");
}

TEST_CASE("Returned items are listed by reason with fee, what was collected and what is owed",
          "[deposit][report]") {
  ReturnedItem item{.number = 1,
                    .notice = {.lockbox = "BOX",
                               .amount = Money::from_cents(700),
                               .check_number = "1041",
                               .account_tail = "6789",
                               .reason_code = "A",
                               .returned_on = day_of("2026-11-20"),
                               .reference = "",
                               .document = {},
                               .note = ""},
                    .state = ledger::ReturnState::FeePosted,
                    .envelope = {},
                    .received_by = "theo",
                    .received_at = "",
                    .uncovered = {},
                    .fee = Money::from_cents(2'500),
                    .steps = {},
                    .letter = {},
                    .cash_only_until = {}};
  Facts facts;
  facts.returns = {item};
  const auto scope = scope_of("2026-11-16", "2026-11-23");
  auto report = returned_items(facts, scope);
  REQUIRE(report.rows.size() == 1);
  CHECK(at(report, 0, "age_days") == "3");
  CHECK(at(report, 0, "owed_cents") == "32.00");
  facts.returns[0].state = ledger::ReturnState::PaidBack;
  report = returned_items(facts, scope);
  CHECK(at(report, 0, "collected_cents") == "32.00");
  CHECK(at(report, 0, "owed_cents") == "0.00");
}

TEST_CASE("An incident shows the minutes it lasted and the items and money that waited",
          "[deposit][report]") {
  auto mail = mail_of_two();
  auto facts = facts_of(mail);
  facts.deposits = {deposit_of("2026-11-23T15:00:00.000Z")};
  facts.events = {event_of("ana", "batch", "register", "2026-11-23T14:00:00.000Z")};
  const Incident late{.number = 1,
                      .lockbox = "",
                      .kind = IncidentKind::ScannerDown,
                      .began_at = "2026-11-23T16:00:00.000Z",
                      .what = "Belt.",
                      .ended_at = "2026-11-23T16:30:00.000Z"};
  const auto now = parse_instant("2026-11-23T20:00:00.000Z").value();
  const auto impact = impact_of(late, facts, now);
  CHECK(impact.minutes == 30);
  CHECK(impact.items == 1);  // The other check was approved an hour before.
  CHECK(impact.amount == Money::from_cents(2'000));
  auto elsewhere = late;
  elsewhere.lockbox = "OTHER";
  CHECK(impact_of(elsewhere, facts, now).items == 0);
}

TEST_CASE("An incident that began after the last event has lasted no time", "[deposit][report]") {
  auto mail = mail_of_two();
  auto facts = facts_of(mail);
  facts.events = {event_of("ana", "task", "answer", "2026-11-23T15:00:00.000Z")};
  facts.incidents = {{.number = 1,
                      .lockbox = "",
                      .kind = IncidentKind::ScannerDown,
                      .began_at = "2026-11-23T16:00:00.000Z",
                      .what = "Belt."}};
  const auto report = impact_report(facts, monday);
  CHECK(at(report, 0, "minutes") == "0");
  CHECK(at(report, 0, "items") == "2");  // Registered before the period, as nothing in it says.
}
