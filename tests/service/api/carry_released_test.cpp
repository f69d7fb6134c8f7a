// Released money that no ticket may take goes on to another day, and other money does not.

#include "service/api/carry_days.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("A13.5: released money that no ticket may take goes on, and the day closes",
          "[service][api][carry]") {
  auto mail = mail_of({700, 500});
  Days days{mail};
  // What the plan would deposit is nobody's to carry.
  const auto planned = days.get(monday, "/carries").at("open").as_array();
  REQUIRE((planned.size() == 2));
  for (const auto& one : planned) CHECK_FALSE(one.at("may_carry").as_bool());
  CHECK((days.carry(monday, 3, tuesday).status == 409));
  days.keep("keep-back", 4);
  days.deposit(monday);
  const auto open = days.get(monday, "/carries").at("open").as_array();
  REQUIRE((open.size() == 1));
  CHECK((open[0].at("envelope").as_int64() == 3));
  CHECK(open[0].at("may_carry").as_bool());
  CHECK((open[0].at("why").as_string().find("The bank is asked") != std::string::npos));
  REQUIRE((days.carry(monday, 3, tuesday).status == 200));
  days.require_equations(monday);
  days.close(monday);
  CHECK((days.cents(monday, 2) == 700));
  CHECK((days.cents(monday, 3) == 500));
  CHECK((days.cents(monday, 5) == 700));

  auto next = mail_of({900}, tuesday);
  days.office.take(next);
  CHECK((days.cents(tuesday, 1) == 1400));
  days.keep("put-back", 4);
  days.deposit(tuesday);
  days.close(tuesday);
  CHECK((days.cents(tuesday, 2) == 1400));
  CHECK((days.cents(tuesday, 5) == 1400));
  CHECK((days.distributed(monday, "bank") == 700));
  CHECK((days.distributed(monday, "receivable") == -700));
  CHECK((days.distributed(tuesday, "bank") == 1400));
  CHECK((days.distributed(tuesday, "receivable") == -1400));
  for (const auto& day : {monday, tuesday}) days.require_equations(day);
  days.require_proved({monday, tuesday});
  days.require_sound_books();
}

TEST_CASE("What was kept back when it was planned to be carried is deposited once it is free",
          "[service][api][carry]") {
  auto mail = mail_of({700, 500});
  Days days{mail};
  days.keep("keep-back", 4);
  days.deposit(monday);
  REQUIRE((days.carry(monday, 3, tuesday).status == 200));
  days.keep("put-back", 4);
  REQUIRE((days.step(monday, "cut-off").status == 200));
  const auto refused = days.step(monday, "close");
  CHECK((refused.status == 409));
  CHECK((refused.text.find("A ticket may take the money of envelope 3") != std::string::npos));
  days.deposit(monday);
  REQUIRE((days.step(monday, "close").status == 200));
  CHECK(days.get(monday, "/carries").at("carried").as_array().empty());
  CHECK((days.cents(monday, 2) == 1200));
  days.require_equations(monday);
}

TEST_CASE("An envelope of which some is deposited goes on to no other day",
          "[service][api][carry]") {
  BatchBuilder mail;
  mail.account("5119374766", 1200)
      .coupon("5119374766", 1200)
      .check(700, "1")
      .check(500, "2")
      .declared(3, 1200);
  Days days{mail};
  days.keep("keep-back", 3);
  days.deposit(monday);
  const auto open = days.get(monday, "/carries").at("open").as_array();
  REQUIRE((open.size() == 1));
  CHECK_FALSE(open[0].at("may_carry").as_bool());
  const auto refused = days.carry(monday, 1, tuesday);
  CHECK((refused.status == 409));
  CHECK((refused.text.find("whole or not at all") != std::string::npos));
}
