// What a day goes on without, over the API, and what becomes of it on the next day.

#include <random>

#include "service/api/carry_days.h"

using namespace lockbox;
using namespace lockbox::test;

TEST_CASE("A13.5: a held envelope goes on with reason, owner and due day, and the day closes",
          "[service][api][carry]") {
  auto mail = mail_of({700, 500});
  Days days{mail, Declared::Late};
  REQUIRE((days.decide("maria", "holds", 3).status == 200));
  days.declare_well();
  days.deposit(monday);
  const auto before = days.get(monday, "/carries");
  REQUIRE((before.at("open").as_array().size() == 1));
  const auto& open = before.at("open").at(0).as_object();
  CHECK((open.at("envelope").as_int64() == 3));
  CHECK((open.at("amount_cents").as_int64() == 500));
  CHECK(open.at("may_carry").as_bool());
  CHECK((days.step(monday, "cut-off").status == 200));
  const auto left = days.step(monday, "close");
  CHECK((left.status == 422));
  CHECK((left.text.find("carry it forward") != std::string::npos));

  const auto planned = days.carry(monday, 3, wednesday);
  INFO(planned.text);
  REQUIRE((planned.status == 200));
  CHECK(json_of(planned).at("open").as_array().empty());
  CHECK(days.get(monday).at("may_close").as_bool());
  CHECK((days.get(monday).at("carried_forward_cents").as_int64() == 500));
  const auto closed = days.step(monday, "close");
  INFO(closed.text);
  REQUIRE((closed.status == 200));
  const auto carried = days.get(monday, "/carries").at("carried").at(0).as_object();
  CHECK((carried.at("state").as_string() == "carried"));
  CHECK((carried.at("carried_by").as_string() == "sam"));
  CHECK((carried.at("amount_cents").as_int64() == 500));
  days.require_equations(monday);
  days.require_sound_books();
}

TEST_CASE("Who does not close days carries nothing forward, and nobody without a name or a day",
          "[service][api][carry]") {
  auto mail = mail_of({700});
  Days days{mail, Declared::Late};
  REQUIRE((days.decide("maria", "holds", 1).status == 200));
  days.declare_well();
  const auto path = "/days/" + monday + "/carries";
  json::object wanted{{"envelopes", json::array{json::object{{"batch", days.office.batch().value()},
                                                             {"sequence", 1}}}},
                      {"reason", "The payer is asked."},
                      {"owner", "treasury"},
                      {"due", tuesday}};
  CHECK((days.office.post("maria", path, wanted).status == 403));
  wanted["owner"] = "nobody at all";
  const auto unknown = days.office.post("sam", path, wanted);
  CHECK((unknown.status == 422));
  CHECK((unknown.text.find("/owner") != std::string::npos));
  wanted["owner"] = "theo";
  wanted["due"] = monday;
  CHECK((days.office.post("sam", path, wanted).status == 422));
  wanted["due"] = "soon";
  CHECK((days.office.post("sam", path, wanted).status == 422));
  wanted["due"] = tuesday;
  const auto planned = days.office.post("sam", path, wanted);
  REQUIRE((planned.status == 200));
  const auto id = std::to_string(json_of(planned).at("carried").at(0).at("id").as_int64());
  const json::object why{{"reason", "It was found."}};
  CHECK((days.office.post("maria", path + "/" + id + "/take-back", why).status == 403));
  CHECK((days.office.post("sam", path + "/" + id + "/take-back", why).status == 200));
  CHECK((days.get(monday, "/carries").at("open").as_array().size() == 1));
}

TEST_CASE("What was carried is on the next day's list, due on its day, and deposited there",
          "[service][api][carry]") {
  auto mail = mail_of({700, 500});
  Days days{mail, Declared::Late};
  REQUIRE((days.decide("maria", "holds", 3).status == 200));
  days.declare_well();
  days.deposit(monday);
  REQUIRE((days.carry(monday, 3, tuesday).status == 200));
  days.close(monday);
  CHECK((days.decide("sam", "resumptions", 3).status == 409));  // No later day has begun.
  auto next = mail_of({900}, tuesday);
  days.office.take(next);
  const auto brought = days.get(tuesday, "/carries").at("brought").at(0).as_object();
  CHECK((brought.at("from").as_string() == monday));
  CHECK((brought.at("age_days").as_int64() == 1));
  CHECK(brought.at("is_due").as_bool());
  CHECK((brought.at("became").as_string() == "waiting"));
  CHECK((days.cents(tuesday, 1) == 1400));
  CHECK((days.get(tuesday).at("brought_forward_cents").as_int64() == 500));

  const auto resumed = days.decide("sam", "resumptions", 3);
  INFO(resumed.text);
  REQUIRE((resumed.status == 200));
  days.deposit(tuesday);
  days.require_equations(tuesday);
  days.close(tuesday);
  CHECK((days.cents(monday, 2) == 700));
  CHECK((days.cents(monday, 3) == 500));
  CHECK((days.cents(tuesday, 2) == 1400));
  CHECK((days.cents(tuesday, 5) + days.cents(tuesday, 7) == 1400));
  const auto after = days.get(tuesday, "/carries").at("brought").at(0).as_object();
  CHECK((after.at("became").as_string() == "deposited"));
  CHECK_FALSE(after.at("tickets").as_array().empty());
  days.require_equations(monday);
  days.require_equations(tuesday);
  days.require_sound_books();
  // Its money counts on Tuesday, so Monday stays closed.
  CHECK((days.step(monday, "reopen").status == 409));
}

TEST_CASE("The packets of both days tell of it, and each is proved from its tables",
          "[service][api][carry]") {
  auto mail = mail_of({700, 500});
  Days days{mail, Declared::Late};
  REQUIRE((days.decide("maria", "holds", 3).status == 200));
  days.declare_well();
  days.deposit(monday);
  REQUIRE((days.carry(monday, 3, tuesday).status == 200));
  days.close(monday);
  auto next = mail_of({900}, tuesday);
  days.office.take(next);
  REQUIRE((days.decide("sam", "resumptions", 3).status == 200));
  days.deposit(tuesday);
  days.close(tuesday);
  const auto text_of = [&](const std::string& day, const std::string& table) {
    const auto name = "close-TEST-" + day + "-" + table + ".csv";
    return days.office.get("theo", "/days/" + day + "/packets/" + name).text;
  };
  CHECK((text_of(monday, "carried-forward").find("The payer is asked.,treasury,2026-11-24,sam") !=
         std::string::npos));
  CHECK((text_of(tuesday, "brought-forward").find("4,2026-11-23,500,500,in_deposit") !=
         std::string::npos));
  days.require_proved({monday, tuesday});
}

TEST_CASE("D13: over three days every cent is in one place, whatever people decide",
          "[service][api][carry]") {
  const auto seed = GENERATE(range(1, 9));
  INFO("seed " << seed);
  std::mt19937 random{static_cast<unsigned>(seed)};
  const auto draw = [&](int most) {
    return static_cast<int>(random() % (static_cast<unsigned>(most) + 1U));
  };
  std::vector<std::int64_t> cents;
  for (int i = 0; i < 5; ++i) cents.push_back(100 * (i + 1) + draw(99));
  auto mail = mail_of(cents);
  Days days{mail, Declared::Late};
  std::int64_t received = 0;
  for (const auto one : cents) received += one;
  std::vector<std::int64_t> held;
  std::vector<std::int64_t> kept;  // Released, and kept out of every plan.
  for (std::int64_t envelope = 1; envelope < 2 * std::ssize(cents); envelope += 2) {
    const auto choice = draw(3);
    if (choice == 0) days.send_back(envelope + 1);
    if (choice == 3) kept.push_back(envelope);
    if (choice != 1) continue;
    REQUIRE((days.decide("maria", "holds", envelope).status == 200));
    held.push_back(envelope);
  }
  days.declare_well();
  for (const auto envelope : kept) days.keep("keep-back", envelope + 1);
  std::int64_t away = 0;
  std::int64_t waiting = 0;
  for (const auto& day : {monday, tuesday, wednesday}) {
    if (day != monday) {
      auto next = mail_of({900}, day);
      days.office.take(next);
      received += 900;
      std::erase_if(held, [&](std::int64_t envelope) {
        const auto choice = draw(2);
        if (choice == 0) REQUIRE((days.decide("sam", "resumptions", envelope).status == 200));
        if (choice == 1) days.send_back(envelope + 1);
        return choice < 2;
      });
      std::erase_if(kept, [&](std::int64_t envelope) {
        const bool is_back = draw(1) == 0;
        if (is_back) days.keep("put-back", envelope + 1);
        return is_back;
      });
      // What the day before went on with is what this one was brought, to the cent.
      CHECK((days.get(day).at("brought_forward_cents").as_int64() == waiting));
    }
    days.deposit(day);
    auto waits = held;
    waits.insert(waits.end(), kept.begin(), kept.end());
    for (const auto envelope : waits)
      REQUIRE((days.carry(day, envelope, "2026-12-01").status == 200));
    days.close(day);
    waiting = days.cents(day, 3);
    away += days.cents(day, 2) + days.cents(day, 4);
    CHECK((away + waiting == received));
    CHECK((std::ssize(waits) == std::ssize(days.get(day, "/carries").at("carried").as_array())));
  }
  for (const auto& day : {monday, tuesday, wednesday}) days.require_equations(day);
  days.require_proved({monday, tuesday, wednesday});
  days.require_sound_books();
}

TEST_CASE("D7: a late answer and carried money of one batch are told on the day of both",
          "[service][api][carry]") {
  BatchBuilder mail;
  mail.account("5119374766", 700)
      .coupon("3496098570", 500)  // Of no account that is known.
      .check(500, "1")
      .coupon("5119374766", 700)
      .check(700, "2")
      .declared(4, 1200);
  Days days{mail, Declared::Late};
  REQUIRE((days.decide("maria", "holds", 3).status == 200));
  days.declare_well();
  days.deposit(monday);
  REQUIRE((days.carry(monday, 3, tuesday).status == 200));
  days.close(monday);
  CHECK((days.cents(monday, 7) == 500));
  auto next = mail_of({900}, tuesday);
  days.office.take(next);
  days.answer("account", "5119374766");
  REQUIRE((days.decide("sam", "resumptions", 3).status == 200));
  days.deposit(tuesday);
  days.close(tuesday);
  // Files of the batch hold both; of its money only what was carried is Tuesday's.
  CHECK_THAT(days.table(tuesday, "files"),
             Catch::Contains("posting-401-000001-001.csv,posting,1,,401,1,500"));
  CHECK_THAT(days.table(tuesday, "files"),
             Catch::Contains("posting-401-000001-002.csv,posting,1,,401,1,700"));
  CHECK((days.cents(tuesday, 5) == 1600));
  for (const auto& day : {monday, tuesday}) days.require_equations(day);
  days.require_proved({monday, tuesday});
  days.require_sound_books();
}

TEST_CASE("A second scan that is told after a carry is accepted on its day, and the day closes",
          "[service][api][carry]") {
  BatchBuilder mail;
  mail.account("5119374766", 700);
  for (int i = 0; i < 2; ++i) mail.coupon("5119374766", 500).check(500, "1");
  mail.declared(4, 1000);
  Days days{mail};
  days.deposit(monday);
  REQUIRE((days.carry(monday, 3, tuesday).status == 200));
  days.close(monday);
  auto next = mail_of({900}, tuesday);
  days.office.take(next);
  days.answer("duplicate", "yes");
  days.deposit(tuesday);
  REQUIRE((days.step(tuesday, "cut-off").status == 200));
  CHECK_FALSE(days.get(tuesday).at("may_close").as_bool());
  CHECK((days.step(tuesday, "close").status == 422));
  days.require_equations(monday);  // It holds what was declared, as it was closed.
  const auto forced = days.force();
  INFO(forced.text);
  REQUIRE((forced.status == 200));
  const auto closed = days.step(tuesday, "close");
  INFO(closed.text);
  REQUIRE((closed.status == 200));
  CHECK((days.cents(monday, 12) == 0));
  CHECK((days.cents(tuesday, 12) == -500));
  CHECK((days.table(tuesday, "brought-batches").find(",4,1000,3,500,0,0,-1,-500") !=
         std::string::npos));
  for (const auto& day : {monday, tuesday}) days.require_equations(day);
  days.require_proved({monday, tuesday});
  days.require_sound_books();
}

TEST_CASE(
    "D3: a difference of a batch that went on whole is over or short of the day it is accepted",
    "[service][api][carry]") {
  auto mail = mail_of({700, 500});
  mail.declared(4, 1272);
  Days days{mail};
  for (const std::int64_t envelope : {1, 3}) {
    REQUIRE((days.carry(monday, envelope, tuesday).status == 200));
  }
  days.close(monday);
  auto next = mail_of({900}, tuesday);
  days.office.take(next);
  const auto forced = days.force();
  INFO(forced.text);
  REQUIRE((forced.status == 200));
  days.deposit(tuesday);
  days.close(tuesday);
  CHECK((days.cents(monday, 12) == 0));
  CHECK((days.cents(tuesday, 12) == -72));
  CHECK((days.cents(tuesday, 2) == 2100));
  for (const auto& day : {monday, tuesday}) days.require_equations(day);
  days.require_proved({monday, tuesday});
  days.require_sound_books();
}
