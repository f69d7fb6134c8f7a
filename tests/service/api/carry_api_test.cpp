// What a day goes on without, over the API, and what becomes of it on the next day.

#include <fstream>
#include <random>

#include "service/api/mail_office.h"
#include "service/close/verify_packet.h"
#include "support/catch.h"
#include "support/temporary_directory.h"

using namespace lockbox;
using namespace lockbox::test;
namespace json = boost::json;

namespace {

const std::string monday = "2026-11-23";
const std::string tuesday = "2026-11-24";
const std::string wednesday = "2026-11-25";

/// Envelopes of one coupon and one check each; the amounts are read off the checks.
BatchBuilder mail_of(const std::vector<std::int64_t>& cents, const std::string& day = monday) {
  BatchBuilder mail;
  std::int64_t sum = 0;
  mail.account("5119374766", 700);
  for (const auto one : cents) {
    mail.coupon("5119374766", one).check(one, day.substr(8) + std::to_string(one));
    sum += one;
  }
  mail.declared(2 * std::ssize(cents), sum);
  auto& header = mail.contents().batch.header;
  header.business_day = BusinessDay::parse(day).value();
  header.source = "folder:" + day;
  return mail;
}

/// Nothing is released before the totals agree, so that people can decide until then.
enum class Declared { Well, Late };

BatchBuilder& declare(BatchBuilder& mail, Declared how) {
  auto& control = mail.contents().batch.header.control;
  if (how == Declared::Late) control->amount += Money::from_cents(1);
  return mail;
}

/// An office with the same people on several days.
class Days {
 public:
  explicit Days(BatchBuilder& mail, Declared how = Declared::Well)
      : office{declare(mail, how)}, totals_{*mail.contents().batch.header.control} {
    if (how == Declared::Late) totals_.amount = totals_.amount - Money::from_cents(1);
  }

  /// The totals of the first batch as they are.
  void declare_well() {
    const auto batch = json_of(office.get("maria", office.batch_path()));
    const auto declared = office.post("maria", office.batch_path() + "/control",
                                      {{"documents", totals_.documents},
                                       {"amount_cents", totals_.amount.cents()},
                                       {"reason", "One cent was added by mistake."},
                                       {"version", batch.at("version")}});
    INFO(declared.text);
    REQUIRE((declared.status == 200));
  }

  json::object get(const std::string& day, const std::string& what = {}) {
    return json_of(office.get("sam", "/days/" + day + what));
  }
  Answer step(const std::string& day, const std::string& name) {
    return office.post("sam", "/days/" + day + "/" + name, {{"version", get(day).at("version")}});
  }
  void close(const std::string& day) {
    REQUIRE((step(day, "cut-off").status == 200));
    const auto closed = step(day, "close");
    INFO(closed.text);
    REQUIRE((closed.status == 200));
  }
  Answer carry(const std::string& day, std::int64_t sequence, const std::string& due) {
    return office.post("sam", "/days/" + day + "/carries",
                       {{"envelopes", json::array{json::object{{"batch", office.batch().value()},
                                                               {"sequence", sequence}}}},
                        {"reason", "The payer is asked."},
                        {"owner", "treasury"},
                        {"due", due}});
  }
  Answer decide(const std::string& person, const std::string& what, std::int64_t sequence) {
    auto decided = office.post(person, office.batch_path() + "/" + what,
                               {{"sequence", sequence}, {"reason", "Looked at."}});
    UNSCOPED_INFO(decided.text);
    return decided;
  }
  /// Keeps the check out of every plan, or puts it back.
  void keep(const std::string& how, std::int64_t check) {
    const auto kept = office.post(
        "theo", "/deposit-plan/" + how,
        {{"batch", office.batch().value()}, {"sequence", check}, {"reason", "The bank is asked."}});
    INFO(kept.text);
    REQUIRE((kept.status == 200));
  }
  /// What the fund distribution of the day has on the ledger, debits less credits.
  std::int64_t distributed(const std::string& day, const std::string& ledger) {
    const auto report =
        json_of(office.get("theo", "/report-kinds/fund-distribution?from=" + day + "&to=" + day));
    std::int64_t net = 0;
    for (const auto& row : report.at("rows").as_array()) {
      if (row.at(1).as_string() == ledger) net += row.at(5).as_int64();
    }
    return net;
  }
  /// Deposits what is released, prepared by one and approved by another person.
  void deposit(const std::string& day) {
    const auto plan = json_of(office.get("theo", "/deposit-plan?business_day=" + day));
    if (plan.at("deposits").as_array().empty()) return;
    const auto built = office.post(
        "theo", "/deposit-plan",
        {{"business_day", day}, {"finals", json::array{}}, {"token", plan.at("token")}});
    INFO(built.text);
    REQUIRE((built.status == 201));
    const auto listed = json_of(office.get("theo", "/deposits?business_day=" + day));
    for (const auto& deposit : listed.at("items").as_array()) {
      if (deposit.at("state").as_string() != "draft") continue;
      const std::string path = "/deposits/BOX/" + std::string{deposit.at("ticket").as_string()};
      const auto draft = json_of(office.get("theo", path));
      REQUIRE((office.post("theo", path + "/submit", {{"version", draft.at("version")}}).status ==
               200));
      REQUIRE((office.post("sam", path + "/approve", {{"total_cents", draft.at("total_cents")}})
                   .status == 200));
    }
  }
  /// Answers the one open question, which is about this field.
  void answer(const std::string& field, const std::string& value) {
    const auto leased = json_of(office.post("maria", "/leases", {{"at_most", 1}}));
    const auto& task = leased.at("items").at(0).as_object();
    REQUIRE((task.at("field").as_string() == field));
    const auto answered =
        office.post("maria", "/tasks/" + std::to_string(task.at("id").as_int64()) + "/answer",
                    {{"value", value}, {"version", task.at("version")}});
    INFO(answered.text);
    REQUIRE((answered.status == 200));
  }
  /// A supervisor accepts what the batch is over or short.
  Answer force() {
    const auto batch = json_of(office.get("sam", office.batch_path()));
    return office.post("sam", office.batch_path() + "/force",
                       {{"reason", "Looked at."}, {"version", batch.at("version")}});
  }
  /// A table of the day's signed packet.
  std::string table(const std::string& day, const std::string& name) {
    return office.get("theo", "/days/" + day + "/packets/close-TEST-" + day + "-" + name + ".csv")
        .text;
  }
  std::int64_t cents(const std::string& day, std::size_t line) {
    return get(day, "/tie").at("lines").at(line - 1).at("amount_cents").as_int64();
  }
  /// No equation of the day is broken, whether it is open or closed.
  void require_equations(const std::string& day) {
    const auto tie = get(day, "/tie");
    for (const auto& equation : tie.at("equations").as_array()) {
      INFO(day << ": " << equation.at("id").as_string());
      REQUIRE((equation.at("fault").is_null()));
    }
  }
  /// Takes the packets of the days away and proves them by their tables alone.
  void require_proved(const std::vector<std::string>& closed) {
    const TemporaryDirectory folder;
    for (const auto& day : closed) {
      const auto packets = get(day, "/packets").at("items").as_array();
      REQUIRE((packets.size() == 1));
      for (const auto& file : packets[0].at("files").as_array()) {
        const std::string name{file.at("name").as_string()};
        std::ofstream{folder.path() / name, std::ios::binary}
            << office.get("theo", "/days/" + day + "/packets/" + name).text;
      }
    }
    const auto proof = service::close::verify_packets(folder.path());
    REQUIRE(proof.has_value());
    CHECK((proof->fault.value_or("") == ""));
    CHECK((proof->packets == std::ssize(closed)));
  }
  void require_sound_books() {
    const auto fault = office.books().store().first_fault();
    REQUIRE(fault.has_value());
    REQUIRE((fault->value_or("") == ""));
  }

  MailOffice office;

 private:
  deposit::ControlTotals totals_;
};

}  // namespace

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
    if (choice == 0) REQUIRE((days.decide("maria", "returns", envelope).status == 200));
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
        if (choice == 1) REQUIRE((days.decide("maria", "returns", envelope).status == 200));
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
