// Released money of a day that lies in no deposit, and the days behind it.

#include "deposit/store/carry_world.h"

using namespace lockbox;
using namespace lockbox::deposit;
using namespace lockbox::deposit::test;
using namespace lockbox::deposit::test::carry;

TEST_CASE("C5: released money that lies in no deposit goes on, and is deposited where it came",
          "[deposit][store][carry]") {
  CarryWorld world;
  world.release_held();
  CHECK(error_of(world.step(monday, DayEvent::Close)).code == ErrorCode::OutOfBalance);
  world.carry_monday();
  CHECK(must(world.carries().around(here, monday)).at(0).amount() == Money::from_cents(50'00));
  CHECK(world.fault() == "");
  world.begin(tuesday);
  must(world.step(tuesday, DayEvent::CutOff));
  CHECK(error_of(world.step(tuesday, DayEvent::Close)).code == ErrorCode::OutOfBalance);
  world.approve(world.place_held());
  must(world.step(tuesday, DayEvent::Close));
  CHECK(world.fault() == "");
}

TEST_CASE("Money of a deposit is carried by nobody, approved or not", "[deposit][store][carry]") {
  CarryWorld world;
  world.release_held();
  SECTION("planned after it was placed") {
    world.place_held();
    const auto refused = error_of(world.plan(monday, world.wanted()));
    CHECK(refused.code == ErrorCode::Conflict);
    CHECK_THAT(refused.message, Catch::Contains("has money in deposit 000002"));
  }
  SECTION("placed after it was planned") {
    must(world.plan(monday, world.wanted()));
    const auto ticket = world.place_held();
    CHECK(error_of(world.step(monday, DayEvent::Close)).code == ErrorCode::OutOfBalance);
    world.approve(ticket);
    must(world.step(monday, DayEvent::Close));
    CHECK(must(world.carries().around(here, monday)).empty());
  }
  CHECK(world.fault() == "");
}

TEST_CASE("What was released since it was planned to be carried is decided, and stays",
          "[deposit][store][carry]") {
  CarryWorld world;
  must(world.plan(monday, world.wanted()));
  world.release_held();
  const auto refused = error_of(world.step(monday, DayEvent::Close));
  CHECK(refused.code == ErrorCode::OutOfBalance);
  CHECK_THAT(refused.message, Catch::Contains("released after it was planned"));
  must(world.carries().take_back(here, monday, must(world.carries().around(here, monday)).at(0).id,
                                 "The payer answered.", sue));
  world.carry_monday();
  CHECK(must(world.carries().around(here, monday)).at(0).state == CarryState::Carried);
  CHECK(world.fault() == "");
}

TEST_CASE("A day that went on without released money is reopened until that lies in a deposit",
          "[deposit][store][carry]") {
  CarryWorld world;
  world.release_held();
  world.carry_monday();
  world.begin(tuesday);
  SECTION("in none yet") {
    CHECK(must(world.reopen_monday()).state == DayState::Reopened);
    CHECK(must(world.carries().around(here, monday)).at(0).state == CarryState::Planned);
    must(world.step(monday, DayEvent::Close));
    CHECK(must(world.carries().around(here, tuesday)).at(0).into == tuesday);
  }
  SECTION("in one that nobody approved") {
    world.place_held();
    CHECK(error_of(world.reopen_monday()).code == ErrorCode::Conflict);
  }
  SECTION("in none, but booked otherwise since") {
    world.apply_held();
    CHECK(error_of(world.reopen_monday()).code == ErrorCode::Conflict);
  }
  SECTION("in one that the bank rejected") {
    const auto ticket = world.place_held();
    world.approve(ticket);
    world.reject(ticket);
    CHECK(error_of(world.reopen_monday()).code == ErrorCode::Conflict);
  }
  CHECK(world.fault() == "");
}
