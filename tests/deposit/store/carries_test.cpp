// What a day goes on without, in the books: planned, carried by the close, taken back, brought in.

#include "deposit/store/carry_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;
using namespace lockbox::deposit::test::carry;

TEST_CASE("C5: a day with a held envelope is closed once somebody carries it, and not before",
          "[deposit][store][carry]") {
  CarryWorld world;
  const auto left = error_of(world.step(monday, DayEvent::Close));
  CHECK(left.code == ErrorCode::OutOfBalance);
  CHECK_THAT(left.message, Catch::Contains("carry it forward"));
  must(world.plan(monday, world.wanted()));
  CHECK(must(world.step(monday, DayEvent::Close)).state == DayState::Closed);
  const auto carried = must(world.carries().around(here, monday));
  REQUIRE(carried.size() == 1);
  CHECK(carried[0].state == CarryState::Carried);
  CHECK(carried[0].reason == "The payer is asked.");
  CHECK(carried[0].owner == "treasury");
  CHECK(carried[0].due == friday);
  CHECK(carried[0].carried_by == "Sue");
  CHECK(carried[0].amount() == Money::from_cents(50'00));
  CHECK_FALSE(carried[0].into.has_value());
  CHECK(world.fault() == "");
}

TEST_CASE("A plan to carry says why, who sees to it and until which later day",
          "[deposit][store][carry]") {
  CarryWorld world;
  auto wanted = world.wanted();
  wanted.reason = " ";
  CHECK(error_of(world.plan(monday, wanted)).field == "/reason");
  wanted = world.wanted();
  wanted.owner = "";
  CHECK(error_of(world.plan(monday, wanted)).field == "/owner");
  wanted = world.wanted();
  wanted.due = monday;
  CHECK(error_of(world.plan(monday, wanted)).field == "/due");
  wanted = world.wanted();
  wanted.envelopes.clear();
  CHECK(error_of(world.plan(monday, wanted)).field == "/envelopes");
  CHECK(must(world.carries().around(here, monday)).empty());
}

TEST_CASE("What is released is deposited, and only what waits is carried",
          "[deposit][store][carry]") {
  CarryWorld world;
  auto wanted = world.wanted();
  wanted.envelopes = {{world.batch.id, 3}, {world.batch.id, 2}};
  CHECK(error_of(world.plan(monday, wanted)).code == ErrorCode::Conflict);
  CHECK(must(world.carries().around(here, monday)).empty());  // All or none.
  wanted.envelopes = {{world.batch.id, 9}};
  CHECK(error_of(world.plan(monday, wanted)).code == ErrorCode::NotFound);
  must(world.plan(monday, world.wanted()));
  CHECK(error_of(world.plan(monday, world.wanted())).code == ErrorCode::Conflict);
}

TEST_CASE("A plan is taken back with a reason, and then the day stays open",
          "[deposit][store][carry]") {
  CarryWorld world;
  must(world.plan(monday, world.wanted()));
  const auto id = must(world.carries().around(here, monday)).at(0).id;
  CHECK(error_of(world.carries().take_back(here, monday, id, "", sue)).field == "/reason");
  CHECK(error_of(world.carries().take_back(here, tuesday, id, "No.", sue)).code ==
        ErrorCode::NotFound);
  must(world.carries().take_back(here, monday, id, "It was found.", sue));
  CHECK(must(world.carries().around(here, monday)).empty());
  CHECK(error_of(world.step(monday, DayEvent::Close)).code == ErrorCode::OutOfBalance);
  CHECK(world.fault() == "");
}

TEST_CASE("What was decided before the close is not carried, whatever was planned",
          "[deposit][store][carry]") {
  CarryWorld world;
  must(world.plan(monday, world.wanted()));
  world.deposit_held();
  must(world.step(monday, DayEvent::Close));
  CHECK(must(world.carries().around(here, monday)).empty());
  CHECK(world.fault() == "");
}

TEST_CASE("A carried envelope comes into the next day that is open, or that begins",
          "[deposit][store][carry]") {
  CarryWorld world;
  if (GENERATE(true, false)) {
    world.begin(tuesday);
    world.carry_monday();
  } else {
    world.carry_monday();
    CHECK_FALSE(must(world.carries().around(here, monday)).at(0).into.has_value());
    world.begin(tuesday);
  }
  const auto into = must(world.carries().around(here, tuesday));
  REQUIRE(into.size() == 1);
  CHECK(into[0].into == tuesday);
  world.begin(wednesday);
  CHECK(must(world.carries().around(here, wednesday)).empty());
  CHECK(world.fault() == "");
}

TEST_CASE("A closed day keeps what it carried from every decision until the next one has begun",
          "[deposit][store][carry]") {
  CarryWorld world;
  world.carry_monday();
  WorkChanges back;
  back.decisions = {{3, DecisionKind::Hold, "Not yet.", "Sue"}};
  const auto refused = error_of(world.store().commit_work(world.batch.id, back, sue));
  CHECK(refused.code == ErrorCode::Conflict);
  CHECK_THAT(refused.message, Catch::Contains("no later day has begun"));
  world.begin(tuesday);
  must(world.store().commit_work(world.batch.id, back, sue));
}

TEST_CASE("What was carried is deposited on the day that it came into, which closes then",
          "[deposit][store][carry]") {
  CarryWorld world;
  world.carry_monday();
  world.begin(tuesday);
  must(world.step(tuesday, DayEvent::CutOff));
  CHECK(error_of(world.step(tuesday, DayEvent::Close)).code == ErrorCode::OutOfBalance);
  world.deposit_held();
  must(world.step(tuesday, DayEvent::Close));
  CHECK(must(world.books().days().day(here, monday)).state == DayState::Closed);
  CHECK(world.fault() == "");
}

TEST_CASE("A ticket of carried money alone is for the day that the money came into",
          "[deposit][store][carry]") {
  CarryWorld world;
  world.carry_monday();
  world.begin(tuesday);
  world.deposit_held();
  const auto listed = must(world.books().deposits().deposits(here, tuesday));
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].banking_day == tuesday);
}

TEST_CASE("Who closes a day closes it as they saw it: plans to carry count its version on",
          "[deposit][store][carry]") {
  CarryWorld world;
  const auto seen = must(world.books().days().day(here, monday)).version;
  must(world.plan(monday, world.wanted()));
  const auto stale = world.books().days().step(here, monday, {DayEvent::Close, seen}, sue);
  CHECK(error_of(stale).code == ErrorCode::Conflict);
  const auto id = must(world.carries().around(here, monday)).at(0).id;
  must(world.carries().take_back(here, monday, id, "It was found.", sue));
  CHECK(must(world.books().days().day(here, monday)).version == seen + 2);
  CHECK(world.fault() == "");
}

TEST_CASE("What waits is not due on a day that has gone by", "[deposit][store][carry]") {
  CarryWorld world;
  world.begin(wednesday);
  auto wanted = world.wanted();
  wanted.due = tuesday;
  CHECK(error_of(world.plan(monday, wanted)).field == "/due");
  wanted.due = wednesday;
  must(world.plan(monday, wanted));
}

TEST_CASE("What was carried around other days is known on every day of the site",
          "[deposit][store][carry]") {
  CarryWorld world;
  world.carry_monday();
  world.begin(tuesday);
  CHECK(must(world.carries().around(here, wednesday)).empty());
  const auto standing = must(world.carries().standing(here));
  REQUIRE(standing.size() == 1);
  CHECK(standing[0].into == tuesday);
  CHECK(standing[0].pieces.size() == 1);
  CHECK(must(world.carries().standing("elsewhere")).empty());
}

TEST_CASE("A difference that a carried envelope makes is accepted on its day, deposits or not",
          "[deposit][store][carry]") {
  CarryWorld world;
  world.carry_monday();
  const AcceptedDifference short_by{0, Money::from_cents(-1'00), {}, "Read wrongly."};
  CHECK(error_of(world.store().accept_difference(world.batch.id, short_by, sue)).code ==
        ErrorCode::Conflict);  // No later day has begun.
  world.begin(tuesday);
  must(world.store().accept_difference(world.batch.id, short_by, sue));
  CHECK(error_of(world.store().correct_control(world.batch.id, {3, Money::from_cents(169'00)},
                                               "Miscounted.", sue))
            .code == ErrorCode::Conflict);
}

TEST_CASE("What is still held is carried on, and is in the list of the last day alone",
          "[deposit][store][carry]") {
  CarryWorld world;
  world.carry_monday();
  world.begin(tuesday);
  must(world.step(tuesday, DayEvent::CutOff));
  CHECK(error_of(world.plan(monday, world.wanted())).code == ErrorCode::Conflict);
  must(world.plan(tuesday, world.wanted()));
  must(world.step(tuesday, DayEvent::Close));
  world.begin(wednesday);
  const auto chain = must(world.carries().around(here, wednesday));
  REQUIRE(chain.size() == 2);
  CHECK(chain[0].from == monday);
  CHECK(chain[0].into == tuesday);
  CHECK(chain[1].from == tuesday);
  CHECK(chain[1].into == wednesday);
  CHECK(world.fault() == "");
}

TEST_CASE("A reopened day has again what it carried, and carries it when it is closed again",
          "[deposit][store][carry]") {
  CarryWorld world;
  world.carry_monday();
  world.begin(tuesday);
  CHECK(must(world.reopen_monday()).state == DayState::Reopened);
  const auto planned = must(world.carries().around(here, monday)).at(0);
  CHECK(planned.state == CarryState::Planned);
  CHECK(must(world.carries().around(here, tuesday)).empty());
  must(world.step(monday, DayEvent::Close));
  CHECK(must(world.carries().around(here, tuesday)).at(0).into == tuesday);
  CHECK(world.fault() == "");
}

TEST_CASE("A day from which something was carried that is decided since stays closed",
          "[deposit][store][carry]") {
  CarryWorld world;
  world.carry_monday();
  world.begin(tuesday);
  SECTION("deposited") {
    world.deposit_held();
  }
  SECTION("released") {
    world.release_held();
  }
  SECTION("carried on") {
    must(world.step(tuesday, DayEvent::CutOff));
    must(world.plan(tuesday, world.wanted()));
  }
  const auto refused = error_of(world.reopen_monday());
  CHECK(refused.code == ErrorCode::Conflict);
  CHECK_THAT(refused.message, Catch::Contains("decided or carried on since"));
}

TEST_CASE("A batch that does not balance goes on whole, and is held against its totals there",
          "[deposit][store][carry]") {
  const SqliteFile file;
  const auto books = must(file.open_books());
  const auto batch = read_batch(books->store());
  auto work = hold_work();
  auto& paid = work.transactions[0];
  paid.after.state = TransactionState::InBalance;
  paid.events = {TransactionEvent::Classify, TransactionEvent::Balance};
  work.items[0].after.state = ItemState::Captured;
  work.items[0].events.clear();
  work.items[1].after.state = ItemState::AmountKeyed;
  work.items[1].events = {ItemEvent::AwaitAmount, ItemEvent::KeyAmount};
  work.entries.clear();
  work.batch_events = {BatchEvent::CompleteCapture, BatchEvent::BeginKeying};
  must(books->store().commit_work(batch.id, work, Actor{"lockbox"}));
  const auto step = [&](const BusinessDay& day, DayEvent event) {
    const auto now = must(books->days().day(here, day));
    return books->days().step(here, day, {event, now.version}, sue);
  };
  must(step(monday, DayEvent::CutOff));
  const WantedCarry one{{{batch.id, 1}}, "Not keyed yet.", "supervisor", tuesday};
  must(books->carries().plan(here, monday, one, sue));
  CHECK(error_of(step(monday, DayEvent::Close)).code == ErrorCode::OutOfBalance);
  const WantedCarry rest{{{batch.id, 3}}, "Not keyed yet.", "supervisor", tuesday};
  must(books->carries().plan(here, monday, rest, sue));
  must(step(monday, DayEvent::Close));
  auto next = header("feed-2");
  next.business_day = tuesday;
  next.control.reset();
  must(books->store().open_batch(next, ana));
  must(books->store().correct_control(batch.id, {3, Money::from_cents(1)}, "Miscounted.", sue));
  CHECK(must(books->store().first_fault()).value_or("") == "");
}

TEST_CASE("Books that have a piece in two days' lists are at fault",
          "[deposit][store][carry][tamper]") {
  const SqliteFile file;
  {
    const auto books = must(file.open_books());
    const auto batch = read_batch(books->store());
    must(books->store().commit_work(batch.id, hold_work(), Actor{"lockbox"}));
    must(books->carries().plan(here, monday, {{{batch.id, 3}}, "Asked.", "treasury", friday}, sue));
  }
  auto raw = file.open_raw();
  raw.exec(
      "INSERT INTO carry_forward SELECT 9, lockbox_id, batch_id, envelope, day_id, NULL,"
      " reason, owner, due, state, carried_by, carried_at FROM carry_forward");
  raw.exec(
      "INSERT INTO carried_document SELECT 9, document_id, lockbox_id, NULL"
      " FROM carried_document");
  const auto books = must(file.open_books());
  CHECK_THAT(must(books->store().first_fault()).value(), Catch::Contains("carry"));
}
