// A batch that balances, and a supervisor who lets its money go.

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using lockbox::test::BatchBuilder;
using lockbox::test::json_of;
using lockbox::test::MailOffice;

namespace {

BatchBuilder one_envelope() {
  BatchBuilder mail;
  mail.account("18", 500).coupon("18", 500).check(500, "1").declared(2, 500);
  return mail;
}

}  // namespace

TEST_CASE("A8.7: a supervisor releases a batch as they saw it, and only then it is deposited",
          "[service][api][release]") {
  auto mail = one_envelope();
  mail.site().balancing.is_released_by_person = true;
  MailOffice office{mail};
  const auto path = office.batch_path();
  auto batch = json_of(office.get("sam", path));
  CHECK((batch.at("balanced") == true));
  CHECK((batch.at("waits_for_release") == true));
  CHECK((office.post("theo", path + "/deposits").status == 409));
  CHECK(
      (office.post("maria", path + "/release", {{"version", batch.at("version")}}).status == 403));
  CHECK((office.post("sam", path + "/release", {{"version", 0}}).status == 409));
  batch = json_of(office.post("sam", path + "/release",
                              {{"version", batch.at("version")}, {"note", "Tape agrees."}}));
  CHECK((batch.at("waits_for_release") == false));
  CHECK((batch.at("releases").at(0).at("released_by") == "sam"));
  CHECK((office.post("sam", path + "/release", {{"version", batch.at("version")}}).status == 409));
  CHECK((office.post("theo", path + "/deposits").status == 201));
}

TEST_CASE("Where batches release themselves, nobody is asked to", "[service][api][release]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  const auto batch = json_of(office.get("sam", office.batch_path()));
  CHECK((batch.at("waits_for_release") == false));
  CHECK((office.post("sam", office.batch_path() + "/release", {{"version", batch.at("version")}})
             .status == 409));
}

TEST_CASE("C-26: after the cut-off new mail is of the next banking day",
          "[service][api][release]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  CHECK((json_of(office.get("sam", "/session")).at("mail_day") == "2026-11-23"));
  const auto day = json_of(office.get("sam", "/days/2026-11-23"));
  REQUIRE(
      (office.post("sam", "/days/2026-11-23/cut-off", {{"version", day.at("version")}}).status ==
       200));
  const auto me = json_of(office.get("sam", "/session"));
  CHECK((me.at("business_day") == "2026-11-23"));
  CHECK((me.at("mail_day") == "2026-11-24"));
}

TEST_CASE("C-10, A15.4: above the limit of a role somebody with a higher one must",
          "[service][api][release]") {
  auto mail = one_envelope();
  MailOffice office{mail};
  office.rules().role_limits = {
      {"treasury", deposit::LimitedDeed::ApproveDeposit, Money::from_cents(499)}};
  const auto built = json_of(office.post("sam", office.batch_path() + "/deposits"));
  const auto ticket = std::string{built.at("deposits").at(0).as_object().at("ticket").as_string()};
  const auto approve = [&](const std::string& person) {
    return office.post(person, "/deposits/BOX/" + ticket + "/approve", {{"total_cents", 500}});
  };
  const auto refused = approve("theo");
  CHECK((refused.status == 403));
  CHECK((refused.text.find("a higher limit") != std::string::npos));
  office.rules().role_limits.front().amount_max = Money::from_cents(500);
  CHECK((approve("theo").status == 200));
}

TEST_CASE("C-10: totals that are declared anew are no way around the limit for a difference",
          "[service][api][release]") {
  auto mail = one_envelope();
  mail.declared(2, 900);
  MailOffice office{mail};
  office.rules().role_limits = {
      {"supervisor", deposit::LimitedDeed::AcceptDifference, Money::from_cents(399)}};
  const auto path = office.batch_path();
  const auto version = [&] { return json_of(office.get("sam", path)).at("version"); };
  const auto declare = [&](std::int64_t cents) {
    return office
        .post("sam", path + "/control",
              {{"version", version()},
               {"reason", "Misread."},
               {"documents", 2},
               {"amount_cents", cents}})
        .status;
  };
  const auto force = [&] {
    return office.post("sam", path + "/force", {{"version", version()}, {"reason", "Torn."}})
        .status;
  };
  CHECK((force() == 403));
  CHECK((declare(500) == 403));
  // Nor are small steps.
  CHECK((declare(600) == 200));
  CHECK((declare(500) == 403));
  CHECK((force() == 403));
  office.rules().role_limits.front().amount_max = Money::from_cents(400);
  CHECK((declare(500) == 200));
}
