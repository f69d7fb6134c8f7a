// The day's tie, its close and its packet over the API.

#include <algorithm>

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::test;
namespace json = boost::json;

namespace {

const std::string day_path = "/days/2026-11-23";

BatchBuilder one_envelope() {
  BatchBuilder mail;
  mail.account("5119374766", 700).coupon("5119374766", 700).check(0, "2").declared(2, 700);
  return mail;
}

/// Keys the one amount, builds the deposit and approves it.
void deposit_all(MailOffice& office) {
  const auto leased = json_of(office.post("maria", "/leases", {{"at_most", 1}}));
  const auto& task = leased.at("items").at(0).as_object();
  const auto id = std::to_string(task.at("id").as_int64());
  REQUIRE((office
               .post("maria", "/tasks/" + id + "/answer",
                     {{"value", "700"}, {"version", task.at("version")}})
               .status == 200));
  const auto built = office.post("sam", office.batch_path() + "/deposits");
  REQUIRE((built.status == 201));
  REQUIRE(
      (office.post("theo", "/deposits/BOX/000001/approve", {{"total_cents", 700}}).status == 200));
}

json::object line_of(MailOffice& office, int number) {
  const auto tie = json_of(office.get("maria", day_path + "/tie"));
  return tie.at("lines").as_array().at(static_cast<std::size_t>(number - 1)).as_object();
}

int step(MailOffice& office, const std::string& name) {
  const auto day = json_of(office.get("sam", day_path));
  return office.post("sam", day_path + "/" + name, {{"version", day.at("version")}}).status;
}

}  // namespace

TEST_CASE("The tie is live all day and leads to the items behind each line",
          "[service][api][close]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  CHECK((line_of(office, 1).at("amount_cents").as_int64() == 0));
  CHECK((line_of(office, 11).at("pieces").as_int64() == 2));
  deposit_all(office);
  CHECK((line_of(office, 1).at("amount_cents").as_int64() == 700));
  CHECK((line_of(office, 2).at("difference").as_int64() == 0));
  CHECK((line_of(office, 5).at("amount_cents").as_int64() == 700));
  const auto parts = json_of(office.get("maria", day_path + "/tie/1"));
  REQUIRE((parts.at("items").as_array().size() == 1));
  CHECK((parts.at("items").at(0).at("sequence").as_int64() == 2));
  CHECK((parts.at("items").at(0).at("href").as_string().starts_with("/documents/")));
  const auto deposits = json_of(office.get("maria", day_path + "/tie/2"));
  CHECK((deposits.at("items").at(0).at("href").as_string() == "/deposits/BOX/000001"));
  CHECK((office.get("maria", day_path + "/tie/13").status == 404));
  CHECK((office.get("", day_path + "/tie").status == 401));
}

TEST_CASE("What is carried is listed with its reason and who has it", "[service][api][close]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  REQUIRE((office.post("maria", "/leases", {{"at_most", 1}}).status == 200));
  const auto carried = json_of(office.get("sam", day_path + "/tie")).at("carried").as_array();
  const auto task = std::ranges::find_if(
      carried, [](const json::value& row) { return row.at("kind").as_string() == "open_task"; });
  REQUIRE((task != carried.end()));
  CHECK((task->at("owner").as_string() == "maria"));
  CHECK((task->at("age_days").as_int64() == 0));
  const auto held = std::ranges::find_if(
      carried, [](const json::value& row) { return row.at("kind").as_string() == "held"; });
  CHECK((held != carried.end()));
}

TEST_CASE("Whoever closes or audits a day makes its provisional packet, and anybody reads it",
          "[service][api][close]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  CHECK(json_of(office.get("maria", day_path + "/packets")).at("items").as_array().empty());
  CHECK((office.post("maria", day_path + "/packets").status == 403));
  const auto made = office.post("sam", day_path + "/packets");
  REQUIRE((made.status == 200));
  const auto packet = json_of(made).at("items").at(0).as_object();
  CHECK_FALSE(packet.at("signed").as_bool());
  CHECK(packet.at("made_by").is_null());
  const std::string name{packet.at("name").as_string()};
  const auto pdf = office.get("maria", day_path + "/packets/" + name + ".pdf");
  CHECK((pdf.status == 200));
  CHECK(pdf.text.starts_with("%PDF"));
  CHECK((office.get("maria", day_path + "/packets/lockbox.db").status == 404));
}

TEST_CASE("A13.4, C-16: a day is closed with a packet that is signed by whoever closed it",
          "[service][api][close]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  CHECK((step(office, "cut-off") == 200));
  CHECK((step(office, "close") == 422));
  deposit_all(office);
  const auto day = json_of(office.get("sam", day_path));
  CHECK(day.at("may_close").as_bool());
  REQUIRE((step(office, "close") == 200));
  const auto packets = json_of(office.get("theo", day_path + "/packets")).at("items").as_array();
  REQUIRE((packets.size() == 1));
  CHECK(packets[0].at("signed").as_bool());
  CHECK((packets[0].at("made_by").as_string() == "sam"));
  REQUIRE((packets[0].at("files").as_array().size() == 16));
  for (const auto& file : packets[0].at("files").as_array()) {
    const std::string name{file.at("name").as_string()};
    const auto answer = office.get("theo", day_path + "/packets/" + name);
    INFO(name);
    CHECK((answer.status == 200));
    CHECK((Sha256::of(bytes_of(answer.text)).hex() == file.at("sha256").as_string()));
  }
  const auto fault = office.books().store().first_fault();
  REQUIRE(fault.has_value());
  CHECK((fault->value_or("") == ""));
}
