#include "deposit/store/master_accounts.h"

#include "deposit/store/account_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;
using accounts::Change, accounts::ChangeEvent, accounts::ChangeKind, accounts::ChangeState;
using accounts::Field;

namespace {

/// Of her envelope, which paid 120.00.
SmallRest rest_of(const Batch& batch) {
  return {.lockbox = box,
          .envelope = {batch.id, 1},
          .account = {hers, "WATER", "OPERATING"},
          .paid = Money::from_cents(120'00),
          .amount = Money::from_cents(3),
          .note = "Paid 120.00 of 120.03."};
}

/// Another person decides of three cents.
ledger::CorrectionPolicy two_person_policy() {
  ledger::CorrectionPolicy policy;
  policy.one_person_max = Money::from_cents(2);
  return policy;
}

}  // namespace

TEST_CASE("A15.5: a new address is applied at once, with who, why, before and after",
          "[deposit][store][accounts]") {
  AccountWorld world;
  const auto before = world.stored(hers);
  const auto change =
      world.ask(world.wanted(ChangeKind::Change, hers, {{Field::Address, "9 New Street"}}));
  CHECK((change.state == ChangeState::Applied));
  CHECK(change.requested_by == "Ana");
  CHECK(change.fields ==
        std::vector<accounts::FieldChange>{{Field::Address, before.address, "9 New Street"}});
  CHECK(world.stored(hers).address == "9 New Street");
  CHECK(world.stored(hers).balance_due == before.balance_due);
  CHECK(must(world.master().changes(here, {.lockbox = box, .account = hers})).size() == 1);
  CHECK(must(world.master().changes(here, {.lockbox = box, .account = his})).empty());
  world.check_proof();
}

TEST_CASE("C-10: a fund is changed by two people, and never by one under two spellings",
          "[deposit][store][accounts]") {
  AccountWorld world;
  const auto asked = world.ask(world.wanted(ChangeKind::Change, hers, {{Field::Fund, "SEWER"}}));
  CHECK((asked.state == ChangeState::Requested));
  CHECK(world.stored(hers).fund == "WATER");
  CHECK((world.refusal(asked, Actor{"a n a"}) == ErrorCode::NotPermitted));
  CHECK(world.stored(hers).fund == "WATER");
  const auto done = world.approve(asked);
  CHECK((done.state == ChangeState::Applied));
  CHECK(world.stored(hers).fund == "SEWER");
  CHECK((world.refusal(done, sue) == ErrorCode::Conflict));
  world.check_proof();
}

TEST_CASE("A15.5: a change that somebody rejects with a reason changes nothing",
          "[deposit][store][accounts]") {
  AccountWorld world;
  const auto asked = world.merge();
  CHECK((world.refusal(asked, sue, ChangeEvent::Reject) == ErrorCode::InvalidInput));
  CHECK((world.refusal(asked, sue, ChangeEvent::Apply) == ErrorCode::InvalidInput));
  const auto rejected = must(world.master().decide(
      here, asked.number, {ChangeEvent::Reject, asked.version, "They are two people."}, sue));
  CHECK((rejected.state == ChangeState::Rejected));
  CHECK((world.stored(his).status == AccountStatus::Open));
  CHECK((world.refusal(rejected, sue) == ErrorCode::Conflict));
  world.check_proof();
}

TEST_CASE("A6.6: a merge makes the old number an alias that imports leave alone",
          "[deposit][store][accounts]") {
  AccountWorld world;
  world.approve(world.merge());
  const auto old = world.stored(his);
  CHECK((old.status == AccountStatus::Closed));
  CHECK(old.successor == hers);
  CHECK(old.is_merged);
  world.import("second", {customer(), world.his_account()});
  CHECK(world.stored(his).is_merged);
  CHECK(world.stored(his).successor == hers);
  CHECK(must(world.master().conflicts(here)).size() == 2);
  world.check_proof();
}

TEST_CASE("A6.6: a merge ends when the file, which agreed with it, names another successor",
          "[deposit][store][accounts]") {
  AccountWorld world;
  world.approve(world.merge());
  auto old = world.his_account();
  old.status = AccountStatus::Closed;
  old.successor = hers;
  world.import("second", {customer(), old});
  CHECK(world.stored(his).is_merged);
  CHECK(must(world.master().conflicts(here)).empty());
  old.successor = AccountNumber{"7700123400555"};
  world.import("third", {customer(), old});
  CHECK(world.stored(his).successor == old.successor);
  CHECK_FALSE(world.stored(his).is_merged);
  world.check_proof();
}

TEST_CASE("A6.6: a merge is kept whole until the file says both halves of it",
          "[deposit][store][accounts]") {
  AccountWorld world;
  world.approve(world.merge());
  world.import("second", {customer(), world.his_account()});
  auto closed = world.his_account();
  closed.status = AccountStatus::Closed;
  world.import("third", {customer(), closed});
  const auto conflicts = must(world.master().conflicts(here));
  REQUIRE(conflicts.size() == 1);
  CHECK((conflicts[0].field == Field::Successor));
  world.import("fourth", {customer(), world.his_account()});
  CHECK((world.stored(his).status == AccountStatus::Closed));
  CHECK(world.stored(his).is_merged);
  CHECK(must(world.master().conflicts(here)).size() == 2);
  world.check_proof();
}

TEST_CASE("A closed account is reopened under its own number", "[deposit][store][accounts]") {
  AccountWorld world;
  world.approve(world.merge());
  const auto reopened = world.ask(world.wanted(ChangeKind::Reopen, his));
  CHECK((reopened.state == ChangeState::Applied));
  CHECK((world.stored(his).status == AccountStatus::Open));
  CHECK_FALSE(world.stored(his).successor.has_value());
  CHECK_FALSE(world.stored(his).is_merged);
  CHECK(must(world.master().changes(here, {.lockbox = box, .account = his})).size() == 2);
  world.check_proof();
}

TEST_CASE("A15.5: a new account takes two people and is there from then on",
          "[deposit][store][accounts]") {
  AccountWorld world;
  const AccountNumber fresh{"5500"};
  const auto asked = world.ask(world.wanted(ChangeKind::Create, fresh,
                                            {{Field::Name, "New Customer"},
                                             {Field::BillType, "water"},
                                             {Field::Fund, "WATER"},
                                             {Field::DepositAccount, "OPERATING"}}));
  CHECK(must(world.books().store().accounts(here, box)).size() == 2);
  world.approve(asked);
  CHECK(world.stored(fresh).name == "New Customer");
  CHECK(world.stored(fresh).balance_due.is_zero());
  const auto twice = world.master().request(
      here, world.wanted(ChangeKind::Create, fresh, {{Field::Name, "X"}}), ana);
  REQUIRE_FALSE(twice.has_value());
  CHECK((twice.error().code == ErrorCode::Conflict));
  world.check_proof();
}

TEST_CASE("A15.5: a conflict stays until somebody decides, and opens again for yet another value",
          "[deposit][store][accounts]") {
  AccountWorld world;
  world.ask(world.wanted(ChangeKind::Change, hers, {{Field::Address, "9 New Street"}}));
  world.import("second", {customer()});
  auto conflict = must(world.master().conflicts(here)).at(0);
  CHECK(conflict.kept == "9 New Street");
  CHECK(conflict.file == customer().address);
  CHECK(conflict.kept_by.empty());
  CHECK(world.stored(hers).address == "9 New Street");
  conflict.kept_because = "Seen on her lease.";
  must(world.master().keep(here, conflict, sue));
  CHECK(must(world.master().conflicts(here)).at(0).kept_by == "Sue");
  auto same = customer();
  same.balance_due = Money::from_cents(1);
  world.import("third", {same});
  CHECK(must(world.master().conflicts(here)).at(0).kept_by == "Sue");
  same.address = "77 Elm Road";
  world.import("fourth", {same});
  CHECK(must(world.master().conflicts(here)).at(0).kept_by.empty());
  auto take = world.wanted(ChangeKind::TakeFile, hers, {{Field::Address, "77 Elm Road"}});
  take.file_version = must(world.master().conflicts(here)).at(0).version;
  world.ask(take);
  CHECK(must(world.master().conflicts(here)).empty());
  CHECK(world.stored(hers).address == "77 Elm Road");
  same.address = "78 Elm Road";
  world.import("fifth", {same});
  CHECK(world.stored(hers).address == "78 Elm Road");
  world.check_proof();
}

TEST_CASE("A15.5: a file that says what was changed here has the field for its own again",
          "[deposit][store][accounts]") {
  AccountWorld world;
  world.ask(world.wanted(ChangeKind::Change, hers, {{Field::Address, "9 New Street"}}));
  auto agreeing = customer();
  agreeing.address = "9 New Street";
  world.import("second", {agreeing});
  CHECK(must(world.master().conflicts(here)).empty());
  world.import("third", {customer()});
  CHECK(world.stored(hers).address == customer().address);
  world.check_proof();
}

TEST_CASE("A15.5: a dated change is applied when its business day begins, or lapses and says why",
          "[deposit][store][accounts]") {
  AccountWorld world;
  filed_batch(world.books().store());
  auto later = world.wanted(ChangeKind::Change, hers, {{Field::Name, "Ann Later"}});
  later.effective_on = must(BusinessDay::parse("2026-12-01"));
  const auto asked = world.ask(later);
  CHECK((asked.state == ChangeState::Approved));
  auto lapsing = world.wanted(ChangeKind::Close, his);
  lapsing.effective_on = later.effective_on;
  const auto lapse = world.ask(lapsing);
  world.ask(world.wanted(ChangeKind::Close, his));
  CHECK(world.stored(hers).name == customer().name);
  auto next = header("feed-9");
  next.business_day = *later.effective_on;
  must(world.books().store().open_batch(next, ana));
  CHECK(world.stored(hers).name == "Ann Later");
  CHECK((must(world.master().change(here, asked.number)).state == ChangeState::Applied));
  const auto lapsed = must(world.master().change(here, lapse.number));
  CHECK((lapsed.state == ChangeState::Lapsed));
  CHECK_THAT(lapsed.steps.back().note, Catch::Contains("has changed meanwhile"));
  auto past = world.wanted(ChangeKind::Change, hers, {{Field::Name, "Ann Earlier"}});
  past.effective_on = must(BusinessDay::parse("2026-11-30"));
  const auto refused = world.master().request(here, past, ana);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().field == "/effective_on");
  world.check_proof();
}

TEST_CASE("The review finds payments that stand on an account which is closed now",
          "[deposit][store][accounts]") {
  AccountWorld world;
  deposited_batch(world.books().store());
  const auto day = header().business_day;
  CHECK(must(world.master().paid_closed(here, day)).empty());
  world.ask(world.wanted(ChangeKind::Close, hers));
  const auto paid = must(world.master().paid_closed(here, day));
  REQUIRE(paid.size() == 1);
  CHECK(paid[0].account == hers);
  CHECK((paid[0].amount == Money::from_cents(120'00)));
  CHECK(must(world.master().paid_closed(here, must(BusinessDay::parse("2026-11-24")))).empty());
  world.check_proof();
}

TEST_CASE("A6.8: what an account owes by charge is kept with it", "[deposit][store][accounts]") {
  AccountWorld world;
  auto owing = customer();
  owing.charges = {{"WATER", "2026-12-05", Money::from_cents(100)},
                   {"SEWER", "2026-12-05", Money::from_cents(50)}};
  world.import("charges", {owing});
  CHECK(world.stored(hers).charges == owing.charges);
  world.ask(world.wanted(ChangeKind::Change, hers, {{Field::Address, "9 New Street"}}));
  CHECK(world.stored(hers).charges == owing.charges);
  world.import("none", {customer()});
  CHECK(world.stored(hers).charges.empty());
  world.check_proof();
}

TEST_CASE("A6.7: the small rest of a payment is written off once, by an entry of its own",
          "[deposit][store][accounts]") {
  AccountWorld world;
  const auto batch = deposited_batch(world.books().store());
  const auto rest = rest_of(batch);
  const auto done = must(world.master().write_off(here, rest, {}, ana));
  CHECK((done.state == ledger::AdjustmentState::Posted));
  const auto entries = must(world.books().ledger().entries(here, {.account = hers}));
  REQUIRE(entries.size() == 1);
  CHECK((entries[0].kind == ledger::EntryKind::WriteOff));
  CHECK(ledger::is_balanced(entries[0].lines));
  CHECK(entries[0].reason_code == "small_difference");
  const auto again = world.master().write_off(here, rest, {}, sue);
  REQUIRE_FALSE(again.has_value());
  CHECK((again.error().code == ErrorCode::Conflict));
  CHECK(must(world.books().ledger().entries(here, {.account = hers})).size() == 1);
  CHECK((must(world.master().written_off(here)) == std::vector<ledger::Origin>{rest.envelope}));
  world.check_proof();
}

TEST_CASE("A6.7, C-08: a rest above what one person may move waits for another",
          "[deposit][store][accounts]") {
  AccountWorld world;
  const auto batch = deposited_batch(world.books().store());
  const auto asked = must(world.master().write_off(here, rest_of(batch), two_person_policy(), ana));
  CHECK((asked.state == ledger::AdjustmentState::Requested));
  CHECK(must(world.books().ledger().entries(here, {.account = hers})).empty());
  world.check_proof();
}

TEST_CASE("A6.7: a rest whose write-off was rejected may be asked for again",
          "[deposit][store][accounts]") {
  AccountWorld world;
  const auto batch = deposited_batch(world.books().store());
  const auto policy = two_person_policy();
  const auto asked = must(world.master().write_off(here, rest_of(batch), policy, ana));
  must(world.books().ledger().decide(
      here, asked.number,
      {ledger::AdjustmentEvent::Reject, asked.version, "Ask her for the three cents."}, policy,
      sue));
  CHECK(must(world.master().written_off(here)).empty());
  CHECK(world.master().write_off(here, rest_of(batch), policy, ana).has_value());
  CHECK(must(world.master().written_off(here)).size() == 1);
  world.check_proof();
}

TEST_CASE("A6.7: what was transferred to another account leaves no rest to write off",
          "[deposit][store][accounts]") {
  AccountWorld world;
  const auto batch = deposited_batch(world.books().store());
  const auto rest = rest_of(batch);
  auto& book = world.books().ledger();
  const auto asked = must(book.request(here,
                                       {.lockbox = box,
                                        .kind = ledger::AdjustmentKind::Transfer,
                                        .amount = rest.paid,
                                        .origin = rest.envelope,
                                        .from = rest.account,
                                        .to = ledger::AccountSpot{his, "WATER", "OPERATING"},
                                        .reason_code = "misapplied",
                                        .note = "It is his."},
                                       {}, ana));
  must(book.decide(here, asked.number, {ledger::AdjustmentEvent::Approve, asked.version}, {}, sue));
  const auto refused = world.master().write_off(here, rest, {}, ana);
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().code == ErrorCode::Conflict));
  CHECK(must(world.master().written_off(here)).empty());
  world.check_proof();
}

TEST_CASE("A6.7: a rest that waits is not written off once its payment was transferred",
          "[deposit][store][accounts]") {
  AccountWorld world;
  const auto batch = deposited_batch(world.books().store());
  const auto rest = rest_of(batch);
  const auto policy = two_person_policy();
  const auto asked = must(world.master().write_off(here, rest, policy, ana));
  auto& book = world.books().ledger();
  const auto transfer = must(book.request(here,
                                          {.lockbox = box,
                                           .kind = ledger::AdjustmentKind::Transfer,
                                           .amount = Money::from_cents(1'00),
                                           .origin = rest.envelope,
                                           .from = rest.account,
                                           .to = ledger::AccountSpot{his, "WATER", "OPERATING"},
                                           .reason_code = "misapplied",
                                           .note = "It is his."},
                                          {}, ana));
  must(book.decide(here, transfer.number, {ledger::AdjustmentEvent::Approve, transfer.version}, {},
                   sue));
  const WantedAdjustmentStep approve{ledger::AdjustmentEvent::Approve, asked.version};
  const auto refused = book.decide(here, asked.number, approve, policy, sue);
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().code == ErrorCode::Conflict));
  CHECK_THAT(refused.error().message, Catch::Contains("stands on that account no more"));
  CHECK((must(book.adjustments(here)).at(0).state == ledger::AdjustmentState::Requested));
  must(book.decide(here, asked.number,
                   {ledger::AdjustmentEvent::Reject, asked.version, "It moved."}, policy, sue));
  world.check_proof();
}

TEST_CASE("A6.7: a rest that waits is written off while its payment stands",
          "[deposit][store][accounts]") {
  AccountWorld world;
  const auto batch = deposited_batch(world.books().store());
  const auto policy = two_person_policy();
  const auto asked = must(world.master().write_off(here, rest_of(batch), policy, ana));
  const WantedAdjustmentStep approve{ledger::AdjustmentEvent::Approve, asked.version};
  const auto done = must(world.books().ledger().decide(here, asked.number, approve, policy, sue));
  CHECK((done.state == ledger::AdjustmentState::Posted));
  world.check_proof();
}

TEST_CASE("A6.6: a correction for a number that was merged is refused, naming where it went",
          "[deposit][store][accounts]") {
  AccountWorld world;
  deposited_batch(world.books().store());
  world.approve(world.merge());
  const auto done =
      world.books().ledger().request(here,
                                     {.lockbox = box,
                                      .kind = ledger::AdjustmentKind::Credit,
                                      .amount = Money::from_cents(1'00),
                                      .origin = {},
                                      .from = {},
                                      .to = ledger::AccountSpot{his, "WATER", "OPERATING"},
                                      .reason_code = "billing_error",
                                      .note = "Too much."},
                                     {}, ana);
  REQUIRE_FALSE(done.has_value());
  CHECK_THAT(done.error().message, Catch::Contains(hers.masked()));
}

TEST_CASE("A15.5: what a newer file says otherwise is taken, or kept, by nobody who saw the older",
          "[deposit][store][accounts]") {
  AccountWorld world;
  world.ask(world.wanted(ChangeKind::Change, hers, {{Field::Address, "9 New Street"}}));
  world.import("second", {customer()});
  auto seen = must(world.master().conflicts(here)).at(0);
  auto newer = customer();
  newer.address = "77 Elm Road";
  world.import("third", {newer});
  auto take = world.wanted(ChangeKind::TakeFile, hers, {{Field::Address, seen.file}});
  take.file_version = seen.version;
  const auto taken = world.master().request(here, take, ana);
  REQUIRE_FALSE(taken.has_value());
  CHECK((taken.error().code == ErrorCode::Conflict));
  seen.kept_because = "Seen on her lease.";
  CHECK((world.master().keep(here, seen, ana).error().code == ErrorCode::Conflict));
  CHECK(world.stored(hers).address == "9 New Street");
  take.wanted[0].value = "77 Elm Road";
  take.file_version = must(world.master().conflicts(here)).at(0).version;
  CHECK((must(world.master().request(here, take, ana)).state == ChangeState::Applied));
  CHECK(world.stored(hers).address == "77 Elm Road");
  world.check_proof();
}

TEST_CASE("A15.5: what waits to be taken from a file is not taken once a newer one says otherwise",
          "[deposit][store][accounts]") {
  AccountWorld world;
  world.approve(world.ask(world.wanted(ChangeKind::Change, hers, {{Field::Fund, "605"}})));
  world.import("second", {customer()});
  auto take = world.wanted(ChangeKind::TakeFile, hers, {{Field::Fund, customer().fund}});
  take.file_version = must(world.master().conflicts(here)).at(0).version;
  const auto waiting = world.ask(take);
  CHECK((waiting.state == ChangeState::Requested));
  auto newer = customer();
  newer.fund = "777";
  world.import("third", {newer});
  CHECK((world.refusal(waiting, sue) == ErrorCode::Conflict));
  CHECK(world.stored(hers).fund == "605");
  world.check_proof();
}
