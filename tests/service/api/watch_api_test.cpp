// Two people reopen a day, and findings of the watch, over the API.

#include <string>

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::test;
namespace json = boost::json;

namespace {

const std::string day_path = "/days/2026-11-23";

/// One payment, in the bank's hands.
class ClosedOffice {
 public:
  ClosedOffice() {
    office.add_person("sue", "Sue Berg", "supervisor");
    office.add_person("alan", "Alan Reed", "auditor");
    office.add_person("ann", "Ann Cole", "auditor");
    const auto built = json_of(office.post("theo", office.batch_path() + "/deposits"));
    const std::string ticket{built.at("deposits").at(0).at("ticket").as_string()};
    REQUIRE((
        office.post("sam", "/deposits/BOX/" + ticket + "/approve", {{"total_cents", 700}}).status ==
        200));
  }

  json::object day() { return json_of(office.get("sam", day_path)); }
  Answer step(const std::string& person, const std::string& name, json::object body = {}) {
    body["version"] = day().at("version");
    return office.post(person, day_path + name, body);
  }
  /// A finding about theo, as a lens would file it.
  void find(const std::string& person) {
    const deposit::watch::Finding finding{
        .lens = deposit::watch::Lens::Lapping,
        .about = person,
        .score = 60,
        .sentence = "Two checks.",
        .people = {person},
        .evidence = {{.text = "Placed.", .day = BusinessDay::parse("2026-11-23").value()}}};
    REQUIRE(office.books().watch().file("TEST", {finding}, deposit::Actor{"alan"}).has_value());
  }

  BatchBuilder mail = [] {
    BatchBuilder made;
    made.account("5119374766", 700).coupon("5119374766", 700).check(700, "2").declared(2, 700);
    return made;
  }();
  MailOffice office{mail};
};

}  // namespace

TEST_CASE("A12.3, C-08: one supervisor asks for a day to be reopened, another agrees",
          "[service][api][watch]") {
  ClosedOffice world;
  REQUIRE((world.step("sam", "/cut-off").status == 200));
  REQUIRE((world.step("sam", "/close").status == 200));
  CHECK((world.step("sam", "/reopen").status == 422));
  const auto asked = world.step("sam", "/reopen", {{"reason", "A late slip."}});
  REQUIRE((asked.status == 200));
  CHECK((json_of(asked).at("state").as_string() == "closed"));
  CHECK((json_of(asked).at("reopening").at("asked_by").as_string() == "sam"));
  CHECK((world.step("sam", "/reopen").status == 403));
  CHECK((world.step("theo", "/reopen").status == 403));
  const auto declined = world.step("sue", "/reopen/decline", {{"reason", "Tomorrow."}});
  REQUIRE((declined.status == 200));
  CHECK(json_of(declined).at("reopening").is_null());
  REQUIRE((world.step("sam", "/reopen", {{"reason", "It must be today."}}).status == 200));
  const auto agreed = json_of(world.step("sue", "/reopen"));
  CHECK((agreed.at("state").as_string() == "reopened"));
  const auto& last = agreed.at("steps").as_array().back();
  CHECK((last.at("actor").as_string() == "sue"));
  CHECK((last.at("asked_by").as_string() == "sam"));
}

TEST_CASE("C-20: an auditor works findings, a supervisor sees them, and nobody their own",
          "[service][api][watch]") {
  ClosedOffice world;
  world.find("sam");
  world.find("alan");
  const auto seen_by = [&](const std::string& person) {
    return json_of(world.office.get(person, "/watch")).at("items").as_array();
  };
  CHECK((world.office.get("maria", "/watch").status == 403));
  CHECK((seen_by("sue").size() == 2));
  REQUIRE((seen_by("sam").size() == 1));
  REQUIRE((seen_by("alan").size() == 1));
  const auto about_sam = seen_by("alan").at(0).at("id").as_int64();
  const auto about_alan = seen_by("sam").at(0).at("id").as_int64();
  const auto path = [](std::int64_t id, const std::string& step) {
    return "/watch/" + std::to_string(id) + step;
  };
  const json::object look{{"version", 1}, {"note", "Asked for the coupons."}};
  CHECK((world.office.post("sue", path(about_sam, "/looks"), look).status == 403));
  CHECK((world.office.post("alan", path(about_alan, "/looks"), look).status == 403));
  CHECK((world.office.post("alan", path(about_sam, "/looks"), {{"version", 1}, {"note", " "}})
             .status == 422));
  const auto looked = json_of(world.office.post("alan", path(about_sam, "/looks"), look));
  CHECK((looked.at("state").as_string() == "looked_at"));
  CHECK((looked.at("steps").at(0).at("actor").as_string() == "alan"));
  CHECK((world.office.post("ann", path(about_sam, "/dismissals"), look).status == 409));
  const auto dismissed = json_of(world.office.post("ann", path(about_sam, "/dismissals"),
                                                   {{"version", 2}, {"note", "A family."}}));
  CHECK((dismissed.at("state").as_string() == "dismissed"));
}

TEST_CASE("A run of the watch over honest mail finds nothing", "[service][api][watch]") {
  ClosedOffice world;
  CHECK((world.office.post("theo", "/watch/runs").status == 403));
  const auto run = world.office.post("alan", "/watch/runs");
  REQUIRE((run.status == 200));
  CHECK((json_of(run).at("found").as_int64() == 0));
  CHECK(json_of(world.office.get("alan", "/watch")).at("items").as_array().empty());
}
