// Deposits over several batches, and their life until the bank has confirmed them, over the API.

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::test;
namespace json = boost::json;

namespace {

constexpr auto plan_path = "/deposit-plan?business_day=2026-11-23";

BatchBuilder envelope(const std::string& account, std::int64_t cents, const std::string& serial) {
  BatchBuilder mail;
  mail.account(account, cents).coupon(account, cents).check(cents, serial).declared(2, cents);
  return mail;
}

/// Two batches in balance, of 7.00 each, for OPERATING.
struct TwoBatches {
  BatchBuilder first = envelope("5119374766", 700, "2");
  MailOffice office{first};
  BatchId second{0};

  TwoBatches() {
    auto mail = envelope("5119374766", 700, "3");
    mail.contents().batch.header.source = "folder:second";
    second = office.take(mail);
  }

  json::object plan() { return json_of(office.get("theo", plan_path)); }
  Answer build(const std::string& person = "theo") {
    return office.post(
        person, "/deposit-plan",
        {{"business_day", "2026-11-23"}, {"finals", json::array{}}, {"token", plan().at("token")}});
  }
  /// A step of deposit 000001 as it is now.
  Answer step(const std::string& person, const std::string& name, json::object body = {}) {
    body["version"] = deposit().at("version");
    return office.post(person, "/deposits/BOX/000001/" + name, body);
  }
  json::object deposit() { return json_of(office.get("theo", "/deposits/BOX/000001")); }
  void send() {
    REQUIRE((build().status == 201));
    REQUIRE((step("theo", "submit").status == 200));
    REQUIRE((office
                 .post("sam", "/deposits/BOX/000001/approve",
                       {{"total_cents", deposit().at("total_cents")}})
                 .status == 200));
    const json::object sent{{"method", "courier"}, {"carried_by", "Carl"}, {"bag", "B-17"}};
    REQUIRE((step("theo", "send", sent).status == 200));
  }
};

}  // namespace

TEST_CASE("A10.1: the plan of a day is over all its batches, with reasons and its proof",
          "[service][api][planner]") {
  TwoBatches mail;
  const auto plan = mail.plan();
  REQUIRE((plan.at("deposits").as_array().size() == 1));
  const auto& planned = plan.at("deposits").at(0).as_object();
  CHECK((planned.at("total_cents").as_int64() == 1400));
  CHECK((planned.at("items").as_array().size() == 2));
  CHECK(planned.at("items").at(0).at("reason").as_string().starts_with("Booked for OPERATING"));
  CHECK(planned.at("ticket").is_null());
  const auto& proof = plan.at("proof").as_object();
  CHECK(proof.at("holds").as_bool());
  CHECK((proof.at("released").at("amount_cents").as_int64() == 1400));
  CHECK(json_of(mail.office.get("theo", "/deposits")).at("items").as_array().empty());
  CHECK((mail.office.get("theo", "/deposit-plan").status == 422));
  CHECK((mail.office.get("theo", std::string{plan_path} + "&finals=NOWHERE").status == 422));
}

TEST_CASE("A10.2: a plan is built as it was seen, and once", "[service][api][planner]") {
  TwoBatches mail;
  const auto stale = mail.office.post(
      "theo", "/deposit-plan",
      {{"business_day", "2026-11-23"}, {"finals", json::array{}}, {"token", "another"}});
  CHECK((stale.status == 409));
  const auto built = mail.build();
  REQUIRE((built.status == 201));
  const auto draft = json_of(built).at("deposits").at(0).as_object();
  CHECK((draft.at("state").as_string() == "draft"));
  CHECK((draft.at("batches").as_array().size() == 2));
  CHECK((mail.build().status == 409));  // The drafts hold it already.
  CHECK((mail.office.get("theo", "/deposits/BOX/000001/ticket.pdf").status == 404));
}

TEST_CASE("C4: a deposit of two batches goes from draft to confirmed, and its day ties",
          "[service][api][planner]") {
  TwoBatches mail;
  mail.send();
  const auto sent = mail.deposit();
  CHECK((sent.at("in_transit_cents").as_int64() == 1400));
  CHECK_FALSE(sent.at("in_transit_since").is_null());
  const auto& sums = sent.at("sums").as_object();
  CHECK((sums.at("ledger_cents").as_int64() == 1400));
  CHECK((sums.at("items_cents").as_int64() == 1400));
  CHECK((mail.office.get("theo", "/deposits/BOX/000001/ticket.pdf").status == 200));
  const auto unsettled = json_of(mail.office.get("theo", "/deposits?unsettled=true"));
  REQUIRE((unsettled.at("items").as_array().size() == 1));
  // A list tells what its rows show; only who opens a deposit has its batches added up.
  CHECK_FALSE(unsettled.at("items").at(0).as_object().contains("sums"));

  CHECK((mail.step("theo", "confirm", {{"confirmed_cents", 1399}}).status == 422));
  const json::array adjustments{json::object{{"reason", "encoding_error"},
                                             {"amount_cents", -1},
                                             {"batch", mail.second.value()},
                                             {"sequence", 2},
                                             {"note", "6.99"}}};
  const auto confirmed =
      mail.step("theo", "adjust", {{"confirmed_cents", 1399}, {"adjustments", adjustments}});
  REQUIRE((confirmed.status == 200));
  CHECK((json_of(confirmed).at("state").as_string() == "confirmed_adjusted"));
  CHECK((json_of(confirmed).at("in_transit_cents").as_int64() == 0));

  const auto tie = json_of(mail.office.get("theo", "/days/2026-11-23/tie"));
  const auto amount_of = [&](std::size_t line) {
    return tie.at("lines").at(line - 1).at("amount_cents").as_int64();
  };
  CHECK((amount_of(2) == 1400));
  CHECK((amount_of(8) == 1399));
  CHECK((amount_of(9) == -1));
  CHECK((amount_of(10) == 0));
  CHECK((tie.at("lines").at(7).at("difference").as_int64() == 0));
  for (const auto& equation : tie.at("equations").as_array()) {
    INFO(json::serialize(equation));
    CHECK(equation.at("fault").is_null());
  }
}

TEST_CASE("A deposit is returned with a reason, and its builder never approves it",
          "[service][api][planner]") {
  TwoBatches mail;
  REQUIRE((mail.build("sam").status == 201));
  REQUIRE((mail.step("theo", "submit").status == 200));
  const json::object seen{{"total_cents", 1400}};
  const auto note = std::string{mail.deposit().at("approval_note").as_string()};  // For Theo.
  CHECK_THAT(note, Catch::Contains("You submitted this deposit") && Catch::Contains("Return it"));
  CHECK((mail.office.post("sam", "/deposits/BOX/000001/approve", seen).status == 403));
  CHECK((mail.office.post("theo", "/deposits/BOX/000001/approve", seen).status == 403));
  CHECK((mail.step("sam", "return", {{"reason", " "}}).status == 422));
  const auto back = mail.step("sam", "return", {{"reason", "Item 2 is torn."}});
  REQUIRE((back.status == 200));
  CHECK((json_of(back).at("state").as_string() == "draft"));
  CHECK(
      (json_of(back).at("steps").as_array().back().at("reason").as_string() == "Item 2 is torn."));
  CHECK((mail.step("sam", "confirm", {{"confirmed_cents", 1400}}).status == 409));
}

TEST_CASE("An item that is kept back leaves its draft, and the plan says so first",
          "[service][api][planner]") {
  TwoBatches mail;
  REQUIRE((mail.build().status == 201));
  json::object item{{"batch", mail.second.value()}, {"sequence", 2}, {"reason", "Unsigned."}};
  REQUIRE((mail.office.post("theo", "/deposit-plan/keep-back", item).status == 200));
  CHECK((mail.step("theo", "submit").status == 409));
  const auto plan = mail.plan();
  REQUIRE((plan.at("changes").as_array().size() == 1));
  CHECK((plan.at("changes").at(0).at("kind").as_string() == "leaves"));
  CHECK((plan.at("waiting").at(0).at("cause").as_string() == "kept_back"));
  REQUIRE((mail.build().status == 201));
  CHECK((mail.deposit().at("total_cents").as_int64() == 700));
  CHECK((mail.office.post("theo", "/deposit-plan/put-back", item).status == 200));
  CHECK((mail.office.post("maria", "/deposit-plan/put-back", item).status == 403));
}

TEST_CASE("What the bank rejects is planned again, with its history", "[service][api][planner]") {
  TwoBatches mail;
  mail.send();
  REQUIRE((mail.step("theo", "reject", {{"reason", "The bag was open."}}).status == 200));
  const auto plan = mail.plan();
  REQUIRE((plan.at("deposits").as_array().size() == 1));
  const std::string reason{plan.at("deposits").at(0).at("items").at(0).at("reason").as_string()};
  CHECK((reason.find("the bank rejected it on ticket 000001") != std::string::npos));
  REQUIRE((mail.build().status == 201));
  CHECK((json_of(mail.office.get("theo", "/deposits/BOX/000002")).at("state").as_string() ==
         "draft"));
}
