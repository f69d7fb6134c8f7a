// The mail log over the API: from the pick-up to the close of the day.

#include <algorithm>

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::test;
namespace json = boost::json;

namespace {

const std::string day = "2026-11-23";
const std::string day_path = "/days/" + day;
const std::string custody_path = "/custody/" + day;

BatchBuilder one_envelope() {
  BatchBuilder mail;
  mail.account("5119374766", 700).coupon("5119374766", 700).check(0, "2").declared(2, 700);
  return mail;
}

json::object one_tray(std::int64_t pieces) {
  return {{"source", "po_box"},
          {"picked_up_at", "2026-11-23T13:00:00.000Z"},
          {"carrier_reference", "USPS 1"},
          {"estimated_pieces", 2},
          {"certified_numbers", json::array{"9407 1"}},
          {"trays", json::array{json::object{
                        {"label", "A"}, {"sort_class", "singles"}, {"pieces", pieces}}}}};
}

json::object custody_of(MailOffice& office) {
  return json_of(office.get("sam", custody_path));
}

/// A pick-up of one tray that maria logged and sam signed; the path of its unit.
std::string logged_unit(MailOffice& office, std::int64_t pieces = 1) {
  const auto logged = office.post("maria", custody_path + "/pick-ups", one_tray(pieces));
  REQUIRE((logged.status == 201));
  const auto id = std::to_string(json_of(logged).at("id").as_int64());
  REQUIRE((office.post("sam", "/pick-ups/" + id + "/signature").status == 200));
  const auto units = custody_of(office).at("units").as_array();
  return "/work-units/" + std::to_string(units.back().at("id").as_int64());
}

Answer step(MailOffice& office, const std::string& unit, json::object body) {
  body["version"] = json_of(office.get("maria", unit)).at("version");
  return office.post("maria", unit + "/steps", body);
}

void scan(MailOffice& office, const std::string& unit) {
  for (const auto* const event : {"stage", "open", "extract", "candle"}) {
    REQUIRE((step(office, unit, {{"event", event}}).status == 200));
  }
  const json::array batches{office.batch().value()};
  REQUIRE((step(office, unit, {{"event", "scan"}, {"batches", batches}}).status == 200));
}

void deposit_all(MailOffice& office) {
  const auto leased = json_of(office.post("maria", "/leases", {{"at_most", 1}}));
  const auto& task = leased.at("items").at(0).as_object();
  const auto id = std::to_string(task.at("id").as_int64());
  REQUIRE((office
               .post("maria", "/tasks/" + id + "/answer",
                     {{"value", "700"}, {"version", task.at("version")}})
               .status == 200));
  REQUIRE((office.post("sam", office.batch_path() + "/deposits").status == 201));
  REQUIRE(
      (office.post("theo", "/deposits/BOX/000001/approve", {{"total_cents", 700}}).status == 200));
}

Answer day_step(MailOffice& office, const std::string& name) {
  const auto stored = json_of(office.get("sam", day_path));
  return office.post("sam", day_path + "/" + name, {{"version", stored.at("version")}});
}

json::object line_11(MailOffice& office) {
  const auto tie = json_of(office.get("maria", day_path + "/tie"));
  return tie.at("lines").at(10).as_object();
}

}  // namespace

TEST_CASE("C-01: a pick-up is signed by a second person in her own session",
          "[service][api][custody]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  const auto logged = office.post("maria", custody_path + "/pick-ups", one_tray(2));
  REQUIRE((logged.status == 201));
  const auto path = "/pick-ups/" + std::to_string(json_of(logged).at("id").as_int64());
  const auto alone = office.post("maria", path + "/signature");
  CHECK((alone.status == 403));
  CHECK((alone.text.find("ask somebody else to sign") != std::string::npos));
  CHECK((custody_of(office).at("gaps").as_array().size() == 1));
  CHECK((office.post("sam", path + "/signature").status == 200));
  CHECK((custody_of(office).at("gaps").as_array().empty()));
  CHECK((custody_of(office).at("pick_ups").at(0).at("confirmed_by").as_string() == "sam"));
}

TEST_CASE("A1.3, A1.2: a pick-up that makes no sense is refused with its place",
          "[service][api][custody]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  const auto refused = [&](std::string_view member, const json::value& value) {
    auto body = one_tray(2);
    body[member] = value;
    return office.post("maria", custody_path + "/pick-ups", body);
  };
  CHECK((refused("source", "pigeon").text.find("/source") != std::string::npos));
  CHECK((refused("picked_up_at", "nine").text.find("/picked_up_at") != std::string::npos));
  CHECK((refused("trays", json::array{}).status == 422));
  auto body = one_tray(0);
  CHECK((office.post("maria", custody_path + "/pick-ups", body).text.find("/trays/0/pieces") !=
         std::string::npos));
  CHECK((office.post("theo", custody_path + "/pick-ups", one_tray(1)).status == 403));
}

TEST_CASE("D13: line 11 says which count of paper it is, and the mail log takes over",
          "[service][api][custody]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  CHECK(line_11(office).at("explanation").as_string().starts_with("No mail log is kept"));
  CHECK((line_11(office).at("pieces").as_int64() == 2));
  CHECK(json_of(office.get("sam", day_path)).at("unworked_by_age").is_null());
  const auto unit = logged_unit(office, 5);
  CHECK(line_11(office).at("explanation").as_string().starts_with("By the mail log"));
  CHECK((line_11(office).at("pieces").as_int64() == 5));
  CHECK((line_11(office).at("difference").as_int64() == 0));
  const auto parts = json_of(office.get("maria", day_path + "/tie/11"));
  CHECK((parts.at("items").at(0).at("href").as_string() ==
         "/units/" + unit.substr(std::string{"/work-units/"}.size())));
  const auto ages = json_of(office.get("sam", day_path)).at("unworked_by_age").as_array();
  CHECK((ages.at(0).at("pieces").as_int64() == 5));
}

TEST_CASE("D11: a day with a mail log closes when every piece is explained, and its packet says so",
          "[service][api][custody]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  const auto unit = logged_unit(office, 2);
  scan(office, unit);
  deposit_all(office);
  REQUIRE((day_step(office, "cut-off").status == 200));
  CHECK_FALSE(json_of(office.get("sam", day_path)).at("may_close").as_bool());
  const auto refused = day_step(office, "close");
  CHECK((refused.status == 422));
  CHECK((refused.text.find("its batches hold 1 envelopes; nobody said why.  (Equation D11.)") !=
         std::string::npos));
  CHECK((office.post("maria", unit + "/scan-explanations", {{"reason", "x"}}).status == 403));
  REQUIRE(
      (office.post("theo", unit + "/scan-explanations", {{"reason", "One was empty."}}).status ==
       200));
  CHECK(json_of(office.get("sam", day_path)).at("may_close").as_bool());
  REQUIRE((day_step(office, "close").status == 200));
  const auto packets = json_of(office.get("theo", day_path + "/packets")).at("items").as_array();
  const auto& files = packets.at(0).at("files").as_array();
  CHECK((files.size() == 17));
  const auto custody = std::ranges::find_if(files, [](const json::value& file) {
    return file.at("name").as_string().ends_with("-custody.csv");
  });
  REQUIRE((custody != files.end()));
  const auto csv =
      office.get("theo", day_path + "/packets/" + std::string{custody->at("name").as_string()});
  CHECK((csv.text.find("1,A,singles,scanned,2026-11-23,0,2,0,0,0,0,0,0,2") != std::string::npos));
  CHECK((step(office, unit, {{"event", "store"}, {"box", 1}}).status == 409));
}

TEST_CASE("A1.7: a hand-off needs both, and a difference is settled by a third",
          "[service][api][custody]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  const auto unit = logged_unit(office, 10);
  const auto version = json_of(office.get("maria", unit)).at("version");
  CHECK((office.post("maria", unit + "/offers", {{"taker", "sam"}, {"pieces", 10}, {"version", 77}})
             .status == 409));
  REQUIRE((
      office
          .post("maria", unit + "/offers", {{"taker", "sam"}, {"pieces", 10}, {"version", version}})
          .status == 200));
  CHECK((office.post("theo", unit + "/offers/take", {{"pieces", 10}}).status == 403));
  const auto taken = json_of(office.post("sam", unit + "/offers/take", {{"pieces", 9}}));
  CHECK((taken.at("holder").as_string() == "sam"));
  CHECK((taken.at("pieces").as_int64() == 10));
  const auto& finding = taken.at("findings").at(0);
  CHECK((finding.at("kind").as_string() == "count_differs"));
  const auto path = "/findings/" + std::to_string(finding.at("id").as_int64()) + "/resolution";
  const json::object by_count{{"text", "Miscounted at the pick-up."}, {"count_stands", true}};
  CHECK((office.post("maria", path, by_count).status == 403));
  CHECK((office.post("sam", path, by_count).status == 403));
  const auto settled = json_of(office.post("theo", path, by_count));
  CHECK((settled.at("pieces").as_int64() == 9));
  CHECK((settled.at("movements").at(1).at("pieces").as_int64() == -1));
  CHECK((settled.at("movements").at(1).at("witness").as_string() == "sam"));
}

TEST_CASE("C-04: opened mail goes to nobody else before its checks are endorsed",
          "[service][api][custody]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  office.rules().endorses_before_hand_off = true;
  const auto unit = logged_unit(office, 10);
  const auto offer = [&] {
    const auto version = json_of(office.get("maria", unit)).at("version");
    return office.post("maria", unit + "/offers",
                       {{"taker", "sam"}, {"pieces", 10}, {"version", version}});
  };
  for (const auto* const event : {"stage", "open", "extract"}) {
    REQUIRE((step(office, unit, {{"event", event}}).status == 200));
  }
  const auto refused = offer();
  CHECK((refused.status == 409));
  CHECK((refused.text.find("for deposit only") != std::string::npos));
  REQUIRE((step(office, unit, {{"event", "candle"}}).status == 200));
  CHECK((step(office, unit, {{"event", "scan"}}).status == 409));
  REQUIRE((step(office, unit, {{"event", "endorse"}}).status == 200));
  CHECK((step(office, unit, {{"event", "endorse"}}).status == 409));
  CHECK((json_of(office.get("maria", unit)).at("stage") == "candled"));
  CHECK((offer().status == 200));
}

TEST_CASE("A1.5: nobody who counts cash again sees the first count", "[service][api][custody]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  const auto unit = logged_unit(office);
  const json::object forty{{"bills", json::array{0, 0, 2, 0, 0, 0, 0}}, {"coin_cents", 0}};
  CHECK((
      office.post("maria", unit + "/cash", {{"bills", json::array{1}}, {"coin_cents", 0}}).status ==
      422));
  const auto found = json_of(office.post("maria", unit + "/cash", forty));
  const auto& finding = found.at("findings").at(0);
  CHECK(finding.at("counts").as_array().empty());
  CHECK((finding.at("counts_made").as_int64() == 1));
  const auto path = "/findings/" + std::to_string(finding.at("id").as_int64());
  CHECK((office.post("maria", path + "/counts", forty).status == 403));
  const auto counted = json_of(office.post("sam", path + "/counts", forty));
  CHECK((counted.at("findings").at(0).at("counts").at(0).at("total_cents").as_int64() == 4000));
  CHECK((office.post("maria", path + "/resolution", {{"text", "Bag 12"}}).status == 200));
}

TEST_CASE("A1.4: a discovered remittance has two signatures and its way into a batch",
          "[service][api][custody]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  const auto unit = logged_unit(office);
  for (const auto* const event : {"stage", "open", "extract", "candle"}) {
    REQUIRE((step(office, unit, {{"event", event}}).status == 200));
  }
  const auto found = json_of(
      office.post("maria", unit + "/discoveries",
                  {{"pieces", 1}, {"sort_class", "check_only"}, {"note", "A check in the flap."}}));
  const auto& finding = found.at("findings").at(0);
  CHECK((finding.at("due").as_string() == "2026-12-02"));
  const auto own = "/work-units/" + std::to_string(finding.at("found_unit").as_int64());
  const auto path = "/findings/" + std::to_string(finding.at("id").as_int64());
  const json::object batch{{"batch", office.batch().value()}};
  CHECK((office.post("maria", own + "/batches", batch).status == 409));
  CHECK((office.post("sam", path + "/signature").status == 200));
  const auto linked = json_of(office.post("maria", own + "/batches", batch));
  CHECK((linked.at("findings").at(0).at("resolution").as_string() == "In batch 1."));
}

TEST_CASE("A14.6: boxes, holds and the policy of custody over the API", "[service][api][custody]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  const auto unit = logged_unit(office);
  const auto box = office.post(
      "maria", "/boxes", {{"name", "2026-47"}, {"location", "Vault"}, {"retention", "payments"}});
  REQUIRE((box.status == 201));
  const auto id = json_of(box).at("id").as_int64();
  scan(office, unit);
  REQUIRE((step(office, unit, {{"event", "store"}, {"box", id}}).status == 200));
  const auto policy = json_of(office.get("theo", "/custody-policy"));
  CHECK((policy.at("retention_days").at("payments").as_int64() == 60));
  const json::object wanted{{"version", 0},
                            {"date_policy", "received"},
                            {"follow_up_days", 7},
                            {"retention_days", json::array{90, 30, 365, 365}},
                            {"reason", "The bank asks for 90."}};
  CHECK((office.post("maria", "/custody-policy", wanted).status == 403));
  REQUIRE((office.post("theo", "/custody-policy", wanted).status == 200));
  CHECK((office.post("theo", "/custody-policy", wanted).status == 409));
  const auto shown = custody_of(office).at("boxes").at(0);
  CHECK((shown.at("due_on").as_string() == "2027-02-21"));
  CHECK((shown.at("why_kept").as_string() == "Box 2026-47 is kept until 2027-02-21."));
  const auto path = "/boxes/" + std::to_string(id) + "/destruction";
  CHECK((office.post("sam", path).status == 409));
  REQUIRE((office
               .post("theo", "/custody-holds",
                     {{"box", id}, {"kind", "legal"}, {"reason", "Subpoena 12"}})
               .status == 201));
  const auto hold = custody_of(office).at("holds").at(0);
  CHECK((hold.at("reason").as_string() == "Subpoena 12"));
  const auto release = "/custody-holds/" + std::to_string(hold.at("id").as_int64()) + "/release";
  CHECK((office.post("theo", release).status == 422));
  CHECK((office.post("theo", release, {{"reason", "Withdrawn."}}).status == 200));
  CHECK(custody_of(office).at("holds").as_array().empty());
}

TEST_CASE("A1.10: the instructions of a lockbox are shown as they hold, with their versions",
          "[service][api][custody]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  CHECK((office.get("maria", "/instructions/NOWHERE").status == 404));
  const std::string path = "/instructions/BOX";
  const json::object first{
      {"version", 0}, {"text", "No post-dated checks."}, {"reason", "Letter."}};
  CHECK((office.post("maria", path, first).status == 403));
  REQUIRE((office.post("theo", path, first).status == 200));
  REQUIRE(
      (office
           .post("theo", path,
                 {{"payee", "Water"}, {"version", 0}, {"text", "RWS too."}, {"reason", "Mail."}})
           .status == 200));
  const auto shown = json_of(office.get("maria", path));
  REQUIRE((shown.at("current").as_array().size() == 2));
  CHECK((shown.at("current").at(0).at("text").as_string() == "No post-dated checks."));
  REQUIRE(
      (office.post("theo", path, {{"version", 1}, {"text", ""}, {"reason", "No more."}}).status ==
       200));
  const auto after = json_of(office.get("maria", path));
  CHECK((after.at("current").as_array().size() == 1));
  CHECK((after.at("versions").as_array().size() == 3));
}
