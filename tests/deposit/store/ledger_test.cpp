// What happens after the deposit, in the books.

#include "deposit/store/ledger_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;

TEST_CASE("A14.2: a returned item is found by amount, check number, account, deposit and day",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  auto& book = world.book();
  const auto found = [&](const ItemSearch& search) {
    return must(book.find_items(here, search, 10)).size();
  };
  CHECK(found({.amount = paid, .check_number = "001041", .account_tail = "7654"}) == 1);
  CHECK(found({.amount = paid, .check_number = "77"}) == 0);
  CHECK(found({.account_tail = "9999", .from = world.day}) == 0);
  CHECK(found({.routing = "021000021", .from = world.day, .to = world.day}) == 2);
  CHECK(found({.ticket = "000001"}) == 1);
  CHECK(found({.account = hers}) == 1);
  CHECK(found({.from = must(BusinessDay::parse("2026-11-24"))}) == 0);
  const auto vague = book.find_items(here, {.check_number = "1041"}, 10);
  REQUIRE_FALSE(vague.has_value());
  CHECK(vague.error().code == ErrorCode::InvalidInput);
}

TEST_CASE("A14.2, C-19: a charge-back takes the payment from the account, and the fee follows",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  auto item = must(world.book().receive(here, world.notice(), ana));
  CHECK(item.state == ReturnState::Identified);
  CHECK(must(world.book().returns_of(here, hers)).size() == 1);
  CHECK(must(world.book().returns_of(here, AccountNumber{"1"})).empty());
  CHECK(must(world.book().returns_of("elsewhere", hers)).empty());
  CHECK(world.standing_at(hers) == paid);
  item = world.step(item, ReturnEvent::ChargeBack);
  CHECK(world.standing_at(hers).is_zero());
  CHECK(item.cash_only_until == must(BusinessDay::parse("2027-11-23")));
  CHECK(world.refusal(item, ReturnEvent::ChargeBack) == ErrorCode::Conflict);
  item = world.step(item, ReturnEvent::PostFee);
  CHECK(item.fee == Money::from_cents(30'00));
  const ReturnLetter letter{"letter-1.pdf", Sha256::of(bytes_of("pdf")).hex(), world.day,
                            must(BusinessDay::parse("2026-12-08")),
                            must(BusinessDay::parse("2026-12-23"))};
  item = must(world.book().step_return(
      here, item.number,
      {.event = ReturnEvent::SendLetter, .version = item.version, .letter = letter}, {}, ana));
  CHECK(item.letter == letter);
  CHECK(world.refusal(item, ReturnEvent::Redeposit) == ErrorCode::Conflict);
  CHECK(world.refusal(item, ReturnEvent::PayBack) == ErrorCode::InvalidInput);
  CHECK(item.steps.size() == 4);
  world.check_proof();
}

TEST_CASE("C-09: one paper comes back under one number", "[deposit][store][ledger]") {
  LedgerWorld world;
  const auto item = must(world.book().receive(here, world.notice(), ana));
  world.step(item, ReturnEvent::ChargeBack);
  const auto again = world.book().receive(here, world.notice(), ana);
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().code == ErrorCode::Conflict);
  CHECK(must(world.book().returns(here)).size() == 1);
  world.check_proof();
}

TEST_CASE("C-19: an item is presented again as often as the site allows",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  auto item = must(world.book().receive(here, world.notice(), ana));
  item = world.agreed(item, ReturnEvent::Redeposit);
  CHECK(item.presentments == 2);
  WantedReturnStep again{ReturnEvent::ReturnAgain, item.version};
  again.reason_code = "B";
  item = must(world.book().step_return(here, item.number, again, {}, ana));
  CHECK(item.notice.reason_code == "B");
  CHECK(world.refusal(item, ReturnEvent::Redeposit) == ErrorCode::Conflict);
  CHECK(world.standing_at(hers) == paid);
  world.check_proof();
}

TEST_CASE("C-19: a closed account is not presented again; a cleared item keeps its payment",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  auto closed = must(world.book().receive(here, world.notice("D"), ana));
  CHECK(world.refusal(closed, ReturnEvent::Redeposit) == ErrorCode::Conflict);
  LedgerWorld other;
  auto item = must(other.book().receive(here, other.notice(), ana));
  item = other.agreed(item, ReturnEvent::Redeposit);
  item = other.step(item, ReturnEvent::Clear);
  CHECK(other.refusal(item, ReturnEvent::ChargeBack) == ErrorCode::Conflict);
  CHECK(other.standing_at(hers) == paid);
  other.check_proof();
}

TEST_CASE("A return of another amount, or of nobody's knowing, waits until its item is found",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  auto notice = world.notice();
  notice.amount = Money::from_cents(99'99);
  CHECK_FALSE(world.book().receive(here, notice, ana).has_value());
  auto early = world.notice();
  early.returned_on = must(BusinessDay::parse("2026-11-22"));
  CHECK_FALSE(world.book().receive(here, early, ana).has_value());
  notice.document.reset();
  const auto item = must(world.book().receive(here, notice, ana));
  CHECK(item.state == ReturnState::Received);
  CHECK(world.refusal(item, ReturnEvent::ChargeBack) == ErrorCode::Conflict);
  CHECK(must(world.book().entries(here, {})).empty());
  world.check_proof();
}

TEST_CASE("A14.4, C-08: a transfer moves the payment between both accounts, by a second person",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  const auto asked = must(world.book().request(here, world.transfer(paid), {}, ana));
  const WantedAdjustmentStep approve{AdjustmentEvent::Approve, asked.version};
  const auto own = world.book().decide(here, asked.number, approve, {}, Actor{"ANA"});
  REQUIRE_FALSE(own.has_value());
  CHECK(own.error().code == ErrorCode::NotPermitted);
  const auto posted = must(world.book().decide(here, asked.number, approve, {}, sue));
  CHECK(posted.state == AdjustmentState::Posted);
  CHECK(world.standing_at(hers).is_zero());
  CHECK(world.standing_at(his) == paid);
  CHECK_FALSE(world.book().decide(here, asked.number, approve, {}, sue).has_value());
  CHECK_FALSE(world.book().request(here, world.transfer(paid), {}, ana).has_value());
  world.check_proof();
}

TEST_CASE("A charge-back after a transfer takes from where the money is",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  world.post(world.transfer(Money::from_cents(80'00)));
  auto item = must(world.book().receive(here, world.notice(), ana));
  item = world.step(item, ReturnEvent::ChargeBack);
  CHECK(world.standing_at(hers).is_zero());
  CHECK(world.standing_at(his).is_zero());
  CHECK(item.uncovered.is_zero());
  world.check_proof();
}

TEST_CASE("What was refunded before its check came back stays owed, and is said so",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  world.post(world.refund(Money::from_cents(20'00)));
  auto notice = world.notice();
  notice.amount = unknown;
  notice.document = world.check(unknown);
  auto item = must(world.book().receive(here, notice, ana));
  item = world.step(item, ReturnEvent::ChargeBack);
  CHECK(item.uncovered == Money::from_cents(20'00));
  item = world.step(item, ReturnEvent::PostFee);
  CHECK(item.fee.is_zero());  // No account is known to charge it to.
  world.check_proof();
}

TEST_CASE("C-13: suspense that was refunded is not applied a second time",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  world.post(world.refund(unknown));
  CHECK_FALSE(world.book().request(here, world.refund(unknown), {}, ana).has_value());
  // The keyer learns the account after all: the books have nothing left to apply.
  auto after = must(world.books().store().load_batch(world.batch.id)).transactions.at(1);
  after.suspense = {};
  after.suspense_reason.reset();
  after.applied = {{hers, "water", "WATER", "OPERATING", unknown}};
  WorkChanges changes;
  changes.transactions = {{after, {}}};
  changes.entries = {{EntryKind::Reapply,
                      3,
                      {},
                      "Applied from suspense.",
                      {{Ledger::Suspense, "GENERAL", "HOLDING", {}, unknown},
                       {Ledger::DueTo, "GENERAL", "OPERATING", {}, Money{} - unknown},
                       {Ledger::DueFrom, "WATER", "HOLDING", {}, unknown},
                       {Ledger::Receivable, "WATER", "OPERATING", hers, Money{} - unknown}}}};
  const auto done = world.books().store().commit_work(world.batch.id, changes, ana);
  REQUIRE_FALSE(done.has_value());
  CHECK_THAT(done.error().message, Catch::Contains("taken from there since"));
  world.check_proof();
}

TEST_CASE("Nobody answers for whom money is that a correction moved, and no answer is kept",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  world.post(world.refund(Money::from_cents(20'00)));
  auto& store = world.books().store();
  auto task = must(store.load_batch(world.batch.id)).tasks.at(0);
  task.state = TaskState::Answered;
  task.answer = customer_number;
  task.answered_by = "Mia";
  WorkChanges changes;
  changes.tasks = {{task, {TaskEvent::Answer}}};
  const auto done = store.commit_work(world.batch.id, changes, Actor{"Mia"});
  REQUIRE_FALSE(done.has_value());
  CHECK_THAT(done.error().message, Catch::Contains("by a correction"));
  CHECK(must(store.load_batch(world.batch.id)).tasks.at(0).state == TaskState::Open);
  world.check_proof();
}

TEST_CASE("A request is rejected with a reason and books nothing", "[deposit][store][ledger]") {
  LedgerWorld world;
  const auto asked = must(world.book().request(here, world.transfer(paid), {}, ana));
  CHECK_FALSE(world.book()
                  .decide(here, asked.number, {AdjustmentEvent::Reject, 1, " "}, {}, sue)
                  .has_value());
  const auto rejected = must(world.book().decide(
      here, asked.number, {AdjustmentEvent::Reject, 1, "It was hers."}, {}, sue));
  CHECK(rejected.state == AdjustmentState::Rejected);
  CHECK(rejected.steps.at(0).note == "It was hers.");
  CHECK(must(world.book().entries(here, {})).empty());
  world.check_proof();
}

TEST_CASE("Entries are booked in an open day, and in none that is closed",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  for (const auto event : {DayEvent::CutOff, DayEvent::Close}) {
    const auto now = must(world.books().days().day(here, world.day));
    must(world.books().days().step(here, world.day, {event, now.version, ""}, sue));
  }
  const auto refused = world.book().receive(here, world.notice(), ana);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == ErrorCode::Conflict);
  auto next = header("feed-2");
  next.business_day = must(BusinessDay::parse("2026-11-24"));
  must(world.books().store().open_batch(next, ana));
  must(world.book().receive(here, world.notice(), ana));
  CHECK(must(world.book().entries(here, {})).at(0).day == next.business_day);
  world.check_proof();
}

TEST_CASE("C-28: entries of a day are reviewed by a person who made none of them, once",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  auto& book = world.book();
  CHECK_FALSE(book.sign_review(here, world.day, "", Actor{"Theo"}).has_value());
  world.post(world.transfer(paid));
  for (const auto* const name : {"ana", "SUE"}) {
    const auto own = book.sign_review(here, world.day, "", Actor{name});
    REQUIRE_FALSE(own.has_value());
    CHECK(own.error().code == ErrorCode::NotPermitted);
  }
  CHECK(must(book.sign_review(here, world.day, "Fine.", Actor{"Theo"})).entries == 1);
  CHECK_FALSE(book.sign_review(here, world.day, "", Actor{"Theo"}).has_value());
  world.post(world.refund(unknown));
  CHECK(must(book.sign_review(here, world.day, "", Actor{"Theo"})).entries == 2);
  CHECK(must(book.reviews(here, world.day)).size() == 2);
  world.check_proof();
}

TEST_CASE("C-13: suspense has an owner and a next day while something of it is left",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  auto& book = world.book();
  const SuspenseCare care{{world.batch.id, 3}, "maria", world.day, "Ask the bank."};
  must(book.set_care(here, care, ana));
  auto next = care;
  next.owner = "theo";
  must(book.set_care(here, next, ana));
  const auto cares = must(book.cares(here));
  REQUIRE(cares.size() == 1);
  CHECK(cares[0].owner == "theo");
  CHECK(cares[0].set_by == "Ana");
  world.post(world.refund(unknown));
  CHECK_FALSE(book.set_care(here, care, ana).has_value());
  world.check_proof();
}

TEST_CASE("C-19: the flag shows on later checks of the same bank account while it lasts",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  const auto item = must(world.book().receive(here, world.notice(), ana));
  world.step(item, ReturnEvent::ChargeBack);
  const auto flag = must(world.book().cash_only(world.check(unknown)));
  REQUIRE(flag.has_value());
  CHECK(flag->return_number == item.number);
  CHECK(flag->until == must(BusinessDay::parse("2027-11-23")));
  CHECK_FALSE(must(world.book().cash_only(world.check())).has_value());
}

TEST_CASE("C-19, A9.6: who pays in cash after a return is on the stop list, until the same day",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  const auto item = must(world.book().receive(here, world.notice(), ana));
  CHECK(world.stops().empty());
  world.step(item, ReturnEvent::ChargeBack);
  const auto stops = world.stops();
  REQUIRE(stops.size() == 1);
  CHECK(stops[0].reason == ExceptionReason::CashOnly);
  CHECK(stops[0].until == must(BusinessDay::parse("2027-11-23")));
  CHECK(stops[0].lifted_by.empty());
}

TEST_CASE("An entry is told to the receivables host once", "[deposit][store][ledger]") {
  LedgerWorld world;
  auto& book = world.book();
  world.post(world.transfer(paid));
  AdjustmentFileRecord file{
      box, world.day, 1, "adjustments-1.csv", Sha256::of(bytes_of("one")).hex(), 2, Money{}, {1}};
  must(book.record_file(here, file, ana));
  must(book.record_file(here, file, ana));
  CHECK(must(book.files(here, world.day)) == std::vector{file});
  CHECK(must(book.entries(here, {})).at(0).file == "adjustments-1.csv");
  file.name = "adjustments-2.csv";
  file.sequence = 2;
  CHECK_FALSE(book.record_file(here, file, ana).has_value());
  world.check_proof();
}

TEST_CASE("C-13: the batch says of which envelopes corrections took suspense",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  auto& store = world.books().store();
  world.post(world.transfer(Money::from_cents(20'00)));
  CHECK(must(store.load_batch(world.batch.id)).suspense_taken.empty());
  world.post(world.refund(Money::from_cents(20'00)));
  CHECK((must(store.load_batch(world.batch.id)).suspense_taken == std::set<std::int64_t>{3}));
}

TEST_CASE("A14.4: a request is held against what was posted meanwhile, and waits when it is gone",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  auto& book = world.book();
  const auto first = must(book.request(here, world.refund(unknown), {}, ana));
  const auto second = must(book.request(here, world.refund(Money::from_cents(1)), {}, ana));
  must(book.decide(here, first.number, {AdjustmentEvent::Approve, first.version}, {}, sue));
  const auto done =
      book.decide(here, second.number, {AdjustmentEvent::Approve, second.version}, {}, sue);
  REQUIRE_FALSE(done.has_value());
  CHECK((done.error().code == ErrorCode::Conflict));
  CHECK_THAT(done.error().message, Catch::Contains("still waits"));
  CHECK((must(book.adjustments(here)).at(1).state == AdjustmentState::Requested));
  must(book.decide(here, second.number, {AdjustmentEvent::Reject, second.version, "It is gone."},
                   {}, sue));
  world.check_proof();
}

TEST_CASE("A14.4: a write-off above what the site writes off by now is not posted",
          "[deposit][store][ledger]") {
  LedgerWorld world;
  auto& book = world.book();
  auto request = world.transfer(Money::from_cents(3'00));
  request.kind = AdjustmentKind::WriteOff;
  request.origin.reset();
  request.from.reset();
  const auto asked = must(book.request(here, request, {}, ana));
  ledger::CorrectionPolicy lowered;
  lowered.write_off_max = Money::from_cents(1'00);
  const WantedAdjustmentStep step{AdjustmentEvent::Approve, asked.version};
  const auto done = book.decide(here, asked.number, step, lowered, sue);
  REQUIRE_FALSE(done.has_value());
  CHECK((done.error().code == ErrorCode::Conflict));
  CHECK(must(book.entries(here, {})).empty());
}
