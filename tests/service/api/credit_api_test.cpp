// Payment arrangements, security deposits and referrals over the API.

#include <string>

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::test;
namespace json = boost::json;

namespace {

/// An account that owes 700.00 since summer and paid 100.00 today; another one that owes 100.00.
BatchBuilder debtors() {
  BatchBuilder mail;
  mail.account("5119374766", 700'00).account("1234567897", 100'00);
  mail.accounts()[0].due_date = "2026-07-01";
  mail.coupon("5119374766", 700'00).check(100'00, "1041");
  return mail;
}

void deposit_all(MailOffice& office) {
  const auto built = json_of(office.post("sam", office.batch_path() + "/deposits"));
  const auto& deposit = built.at("deposits").at(0);
  REQUIRE((office
               .post("theo",
                     "/deposits/BOX/" + std::string{deposit.at("ticket").as_string()} + "/approve",
                     {{"total_cents", deposit.at("total_cents")}})
               .status == 200));
}

std::string ref_of(MailOffice& office, const std::string& digits) {
  const auto found = json_of(office.get("sam", "/accounts?q=" + digits));
  return std::string{found.at("items").at(0).at("ref").as_string()};
}

std::string path_of(const std::string& list, const json::object& one, const std::string& what) {
  return "/credit/" + list + "/" + std::to_string(one.at("number").as_int64()) + "/" + what;
}

json::object event(const json::object& one, const std::string& name, const std::string& note = "") {
  json::object body{{"event", name}, {"version", one.at("version")}};
  if (!note.empty()) body["note"] = note;
  return body;
}

json::object three_installments(const std::string& ref) {
  return {{"ref", ref},
          {"total_cents", 300'00},
          {"count", 3},
          {"first_due", "2026-11-23"},
          {"rhythm", "weekly"},
          {"grace_days", 0},
          {"terms", "By telephone."}};
}

json::object proposed(MailOffice& office, const json::object& body) {
  const auto made = office.post("theo", "/credit/arrangements", body);
  INFO(made.text);
  REQUIRE((made.status == 201));
  return json_of(made);
}

json::object only_item(MailOffice& office, const std::string& path) {
  const auto page = json_of(office.get("maria", path));
  REQUIRE((page.at("items").as_array().size() == 1));
  return page.at("items").at(0).as_object();
}

/// Points for age and for what is open.
deposit::ReferralRules rules() {
  return {.list_from = 50,
          .least = Money::from_cents(25'00),
          .steps = {{deposit::ReferralFactor::AgeDays, 90, 40},
                    {deposit::ReferralFactor::Amount, 500'00, 15},
                    {deposit::ReferralFactor::Broken, 1, 30}}};
}

void check_proof(MailOffice& office) {
  const auto fault = office.books().store().first_fault();
  REQUIRE(fault.has_value());
  CHECK((fault->value_or("") == ""));
}

}  // namespace

TEST_CASE("A schedule is shown before it is proposed", "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  const auto seen = json_of(office.get("maria",
                                       "/credit/schedule?total_cents=10000&count=3"
                                       "&first_due=2026-11-23&rhythm=weekly"));
  CHECK((json::serialize(seen.at("items")) ==
         R"([{"due":"2026-11-23","amount_cents":3333},{"due":"2026-11-30","amount_cents":3333},)"
         R"({"due":"2026-12-07","amount_cents":3334}])"));
  CHECK((office.get("maria", "/credit/schedule?total_cents=10000&count=3&first_due=2026-11-23")
             .status == 422));
  CHECK((office
             .get("maria",
                  "/credit/schedule?total_cents=10000&count=3&first_due=9999-12-15&rhythm=monthly")
             .status == 422));
}

TEST_CASE("An arrangement is proposed, approved by another person, and shows what was paid",
          "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  deposit_all(office);
  const auto made = proposed(office, three_installments(ref_of(office, "4766")));
  CHECK((made.at("state").as_string() == "proposed"));
  const auto decide = path_of("arrangements", made, "decisions");
  CHECK((office.post("theo", decide, event(made, "approve")).status == 403));
  CHECK((office.post("maria", "/credit/arrangements", {}).status == 403));
  const auto approved = json_of(office.post("sam", decide, event(made, "approve")));
  CHECK((approved.at("state").as_string() == "approved"));
  CHECK((approved.at("shows").as_string() == "active"));
  CHECK((approved.at("paid_cents").as_int64() == 100'00));
  const auto first = approved.at("installments").at(0).as_object();
  CHECK((first.at("standing").as_string() == "paid"));
  CHECK((first.at("parts").at(0).at("amount_cents").as_int64() == 100'00));
  const auto moved = json_of(office.post("theo", "/credit/arrangement-records"));
  CHECK((moved.at("moved").as_int64() == 1));
  const auto seen = only_item(office, "/credit/arrangements?live=true");
  CHECK((seen.at("state").as_string() == "active"));
  CHECK((office.post("theo", "/credit/arrangements", three_installments(ref_of(office, "4766")))
             .status == 409));
  check_proof(office);
}

TEST_CASE("A returned check takes back that an arrangement was kept", "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  deposit_all(office);
  auto body = three_installments(ref_of(office, "4766"));
  body["total_cents"] = 100'00;
  body["count"] = 1;
  auto one = proposed(office, body);
  one =
      json_of(office.post("sam", path_of("arrangements", one, "decisions"), event(one, "approve")));
  CHECK((one.at("shows").as_string() == "kept"));
  REQUIRE((office.post("theo", "/credit/arrangement-records").status == 200));
  const auto check = json_of(office.get("theo", "/return-candidates?amount_cents=10000"));
  const auto item =
      json_of(office.post("theo", "/returns",
                          {{"lockbox", "BOX"},
                           {"amount_cents", 100'00},
                           {"check_number", "1041"},
                           {"reason_code", "A"},
                           {"returned_on", "2026-11-23"},
                           {"document_id", check.at("items").at(0).at("document_id")}}));
  REQUIRE((office.post("theo", "/returns/1/steps", event(item, "charge_back")).status == 200));
  one = only_item(office, "/credit/arrangements");
  CHECK((one.at("state").as_string() == "kept"));
  CHECK((one.at("shows").as_string() == "active"));
  CHECK((one.at("left_cents").as_int64() == 100'00));
  CHECK((office.post("theo", path_of("arrangements", one, "steps"), event(one, "close", "Paid."))
             .status == 409));
  REQUIRE((office.post("theo", "/credit/arrangement-records").status == 200));
  one = only_item(office, "/credit/arrangements");
  CHECK((one.at("state").as_string() == "active"));
  const auto history =
      json_of(office.get("maria", "/accounts/" + ref_of(office, "4766") + "/history"));
  CHECK_THAT(json::serialize(history), Catch::Contains("Payment arrangement 1"));
  check_proof(office);
}

TEST_CASE("What makes no arrangement is refused at its member", "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  const auto ref = ref_of(office, "4766");
  const auto refused = [&](const std::string& member, const json::value& value,
                           const std::string& pointer) {
    auto body = three_installments(ref);
    body[member] = value;
    const auto answer = office.post("theo", "/credit/arrangements", body);
    INFO(answer.text);
    CHECK((answer.status == 422));
    CHECK_THAT(answer.text, Catch::Contains(pointer));
  };
  refused("rhythm", "yearly", "/rhythm");
  refused("first_due", "soon", "/first_due");
  refused("count", 99, "/count");
  refused("grace_days", 99, "/grace_days");
  refused("active_from", "2020-01-01", "/active_from");
  auto rows = three_installments(ref);
  rows.erase("count");
  CHECK((office.post("theo", "/credit/arrangements", rows).status == 422));
  rows["installments"] = json::array{json::object{{"due", "2026-12-01"}, {"amount_cents", 1}}};
  const auto off = office.post("theo", "/credit/arrangements", rows);
  CHECK((off.status == 422));
  CHECK_THAT(off.text, Catch::Contains("299.99"));
}

TEST_CASE("A security deposit by rule says how it was computed, and is held when it came",
          "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  deposit_all(office);
  office.credit().security = {{.bill_type = "utility",
                               .bills = 2,
                               .percent = 200,
                               .waivers = {"Good record elsewhere"},
                               .interest_basis_points = 200,
                               .refund_months = 24}};
  const auto ref = ref_of(office, "4766");
  CHECK((office.post("theo", "/credit/securities", {{"ref", ref}}).status == 422));
  auto one = json_of(office.post("theo", "/credit/securities",
                                 {{"ref", ref}, {"bills_cents", json::array{20'00, 30'00}}}));
  CHECK((one.at("amount_cents").as_int64() == 50'00));
  CHECK_THAT(std::string{one.at("why").as_string()}, Catch::Contains("200 % of the average"));
  const auto decide = path_of("securities", one, "decisions");
  CHECK((office.post("sam", decide, event(one, "waive", "We like her.")).status == 422));
  one = json_of(office.post("sam", decide, event(one, "approve")));
  const json::object receipt{{"version", one.at("version")},
                             {"amount_cents", 50'00},
                             {"batch", office.batch().value()},
                             {"transaction", 1}};
  const auto received = office.post("theo", path_of("securities", one, "receipts"), receipt);
  INFO(received.text);
  one = json_of(received);
  CHECK((one.at("state").as_string() == "held"));
  CHECK((one.at("refund_due").at("day").as_string() == "2028-11-23"));
  CHECK((one.at("uncovered_cents").as_int64() == 0));
  auto ask = event(one, "ask_release", "She moved away.");
  ask["kind"] = "refund";
  ask["reference"] = "Payment 12";
  one = json_of(office.post("theo", path_of("securities", one, "steps"), ask));
  CHECK((one.at("state").as_string() == "releasing"));
  one = json_of(office.post("sam", decide, event(one, "release")));
  CHECK((one.at("state").as_string() == "closed"));
  check_proof(office);
}

TEST_CASE("The referral list explains every point and leaves out who keeps an arrangement",
          "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  CHECK((office.get("maria", "/credit/referral-list").status == 409));
  office.credit().referral = rules();
  const auto listed = only_item(office, "/credit/referral-list");
  CHECK((listed.at("points").as_int64() == 55));
  CHECK((listed.at("parts").at(0).at("points").as_int64() == 40));
  CHECK_THAT(std::string{listed.at("parts").at(0).at("why").as_string()},
             Catch::Contains("2026-07-01"));
  const auto made = proposed(office, three_installments(ref_of(office, "4766")));
  REQUIRE((office.post("sam", path_of("arrangements", made, "decisions"), event(made, "approve"))
               .status == 200));
  const auto left = json_of(office.get("maria", "/credit/referral-list"));
  CHECK((left.at("items").as_array().empty()));
  CHECK((left.at("arranged").as_int64() == 1));
}

TEST_CASE("A referral is approved by another person, told once by a file, and recalled by another",
          "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  office.credit().referral = rules();
  CHECK(
      (office.post("theo", "/credit/referrals", {{"ref", ref_of(office, "7897")}}).status == 422));
  auto one = json_of(office.post("theo", "/credit/referrals", {{"ref", ref_of(office, "4766")}}));
  CHECK((one.at("points").as_int64() == 55));
  CHECK((office.post("sam", "/credit/referral-files", {{"kind", "referral"}}).status == 409));
  one = json_of(office.post("sam", path_of("referrals", one, "decisions"),
                            event(one, "approve", "He is a friend of the mayor.")));
  CHECK((office.post("theo", "/credit/referral-files", {{"kind", "referral"}}).status == 403));
  const auto file = json_of(office.post("sam", "/credit/referral-files", {{"kind", "referral"}}));
  CHECK((file.at("number").as_int64() == 1));
  CHECK((office.post("sam", "/credit/referral-files", {{"kind", "referral"}}).status == 409));
  CHECK((office.get("theo", "/credit/referral-files/1").status == 403));
  const auto bytes = office.get("sam", "/credit/referral-files/1");
  CHECK_THAT(bytes.text, Catch::Contains("D,1,BOX,5119374766,") && Catch::Contains("T,1,70000"));
  CHECK_THAT(bytes.text, !Catch::Contains("mayor"));
  deposit_all(office);
  one = only_item(office, "/credit/referrals");
  CHECK((one.at("state").as_string() == "referred"));
  CHECK((one.at("paid_since").at(0).at("amount_cents").as_int64() == 100'00));
  REQUIRE((office.post("theo", path_of("referrals", one, "steps"), event(one, "recall", "Paid."))
               .status == 200));
  const auto recall = json_of(office.post("sam", "/credit/referral-files", {{"kind", "recall"}}));
  CHECK((recall.at("number").as_int64() == 2));
  CHECK((only_item(office, "/credit/referrals").at("state").as_string() == "closed"));
  check_proof(office);
}

TEST_CASE("A referral that the books do not bear out any more is neither approved nor told",
          "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  office.credit().referral = rules();
  const auto refer = [&](const std::string& digits) {
    return json_of(office.post("theo", "/credit/referrals",
                               {{"ref", ref_of(office, digits)}, {"reason", "She never pays."}}));
  };
  const auto approve = [&](const json::object& one) {
    return office.post("sam", path_of("referrals", one, "decisions"), event(one, "approve"));
  };
  const auto paid = refer("4766");
  const auto other = refer("7897");
  REQUIRE((approve(paid).status == 200));
  CHECK((office.post("theo", "/credit/arrangements", three_installments(ref_of(office, "4766")))
             .status == 409));
  deposit_all(office);
  const auto nothing = office.post("sam", "/credit/referral-files", {{"kind", "referral"}});
  CHECK((nothing.status == 409));
  CHECK_THAT(nothing.text, Catch::Contains("100.00 was paid since 2026-11-23"));
  REQUIRE((approve(other).status == 200));
  const auto file = json_of(office.post("sam", "/credit/referral-files", {{"kind", "referral"}}));
  CHECK((file.at("amount_cents").as_int64() == 100'00));
  REQUIRE((file.at("left_out").as_array().size() == 1));
  CHECK((file.at("left_out").at(0).at("referral") == paid.at("number")));
  const auto decide = path_of("referrals", paid, "decisions");
  const json::object reject{{"event", "reject"}, {"version", 2}, {"note", "She paid."}};
  REQUIRE((office.post("sam", decide, reject).status == 200));
  const auto again = refer("4766");
  CHECK((approve(again).status == 409));
  check_proof(office);
}

TEST_CASE("A payment that a security deposit names pays no installment", "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  deposit_all(office);
  const auto ref = ref_of(office, "4766");
  const auto plan = proposed(office, three_installments(ref));
  REQUIRE((office.post("sam", path_of("arrangements", plan, "decisions"), event(plan, "approve"))
               .status == 200));
  auto one =
      json_of(office.post("theo", "/credit/securities",
                          {{"ref", ref}, {"amount_cents", 60'00}, {"reason", "A new customer."}}));
  one = json_of(office.post("sam", path_of("securities", one, "decisions"), event(one, "approve")));
  const auto paid_cents = [&] {
    return only_item(office, "/credit/arrangements").at("paid_cents").as_int64();
  };
  CHECK((paid_cents() == 100'00));
  REQUIRE((office
               .post("theo", path_of("securities", one, "receipts"),
                     {{"version", one.at("version")},
                      {"amount_cents", 60'00},
                      {"batch", office.batch().value()},
                      {"transaction", 1}})
               .status == 200));
  CHECK((paid_cents() == 40'00));
  check_proof(office);
}

TEST_CASE("An older day that is opened again does not take credit back in time",
          "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  deposit_all(office);
  auto& days = office.books().days();
  const auto& header = mail.contents().batch.header;
  for (const auto event : {deposit::DayEvent::CutOff, deposit::DayEvent::Close}) {
    const auto day = days.day(header.site, header.business_day);
    REQUIRE(day.has_value());
    REQUIRE(days.step(header.site, header.business_day, {event, day->version, ""}, {"sam"})
                .has_value());
  }
  auto older = header;
  older.business_day = BusinessDay::parse("2026-11-20").value();
  older.source = "folder:older";
  REQUIRE(office.books().store().open_batch(older, {"scanner"}).has_value());
  auto body = three_installments(ref_of(office, "4766"));
  body["active_from"] = "2026-11-20";
  CHECK((office.post("theo", "/credit/arrangements", body).status == 422));
  CHECK((proposed(office, three_installments(ref_of(office, "4766"))).at("active_from") ==
         "2026-11-23"));
}

TEST_CASE("An arrangement that nobody approved breaks nothing", "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  deposit_all(office);
  office.credit().security = {
      {.bill_type = "utility", .amount = Money::from_cents(100'00), .refund_months = 24}};
  const auto ref = ref_of(office, "4766");
  auto one = json_of(office.post("theo", "/credit/securities", {{"ref", ref}}));
  one = json_of(office.post("sam", path_of("securities", one, "decisions"), event(one, "approve")));
  REQUIRE((office
               .post("theo", path_of("securities", one, "receipts"),
                     {{"version", one.at("version")},
                      {"amount_cents", 100'00},
                      {"batch", office.batch().value()},
                      {"transaction", 1}})
               .status == 200));
  const auto plan = proposed(office, three_installments(ref));
  auto next_day = mail.contents().batch.header;
  next_day.business_day = BusinessDay::parse("2026-11-24").value();
  next_day.source = "folder:next";
  REQUIRE(office.books().store().open_batch(next_day, {"scanner"}).has_value());
  const auto why = [&] {
    const auto due = only_item(office, "/credit/securities").at("refund_due").as_object();
    return std::string{due.at("why").as_string()};
  };
  CHECK_THAT(why(), Catch::Contains("received on 2026-11-23"));
  REQUIRE((office.post("sam", path_of("arrangements", plan, "decisions"), event(plan, "approve"))
               .status == 200));
  CHECK_THAT(why(), Catch::Contains("an installment was short"));
}

TEST_CASE("What was agreed under a number that was merged is the holder's",
          "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  office.add_person("ute", "Ute Lang", "supervisor");
  office.credit().referral = rules();
  const auto old = ref_of(office, "7897");
  const auto holder = ref_of(office, "4766");
  const auto refer = [&](const std::string& ref) {
    return office.post("theo", "/credit/referrals", {{"ref", ref}, {"reason", "Owes for long."}});
  };
  const auto secure = [&](const std::string& ref) {
    return office.post("theo", "/credit/securities",
                       {{"ref", ref}, {"amount_cents", 50'00}, {"reason", "A new customer."}});
  };
  proposed(office, three_installments(old));
  REQUIRE((secure(old).status == 201));
  const auto referral = json_of(refer(old));
  const auto merge = json_of(office.post(
      "sam", "/account-changes",
      {{"kind", "merge"}, {"ref", old}, {"into_ref", holder}, {"reason", "One customer."}}));
  REQUIRE(
      (office
           .post("ute",
                 "/account-changes/" + std::to_string(merge.at("number").as_int64()) + "/approve",
                 {{"version", merge.at("version")}})
           .status == 200));
  CHECK((only_item(office, "/credit/arrangements?ref=" + holder).at("number").as_int64() == 1));
  CHECK((only_item(office, "/credit/securities?ref=" + holder).at("number").as_int64() == 1));
  CHECK((only_item(office, "/credit/referrals?ref=" + holder).at("number").as_int64() == 1));
  CHECK_THAT(office.get("maria", "/accounts/" + holder + "/history").text,
             Catch::Contains("Payment arrangement 1"));
  CHECK((office.post("theo", "/credit/arrangements", three_installments(holder)).status == 409));
  CHECK((secure(holder).status == 409));
  CHECK((refer(holder).status == 409));
  const auto decide = path_of("referrals", referral, "decisions");
  const auto refused = office.post("sam", decide, event(referral, "approve"));
  CHECK((refused.status == 409));
  CHECK_THAT(refused.text, Catch::Contains("merged"));
  check_proof(office);
}

TEST_CASE("Notices due are made from the books, oldest first", "[service][api][credit]") {
  auto mail = debtors();
  MailOffice office{mail};
  CHECK((json_of(office.get("maria", "/credit/notices")).at("items").as_array().empty()));
  auto body = three_installments(ref_of(office, "4766"));
  body["first_due"] = "2026-11-25";
  const auto made = proposed(office, body);
  REQUIRE((office.post("sam", path_of("arrangements", made, "decisions"), event(made, "approve"))
               .status == 200));
  const auto notice = only_item(office, "/credit/notices");
  CHECK((notice.at("kind").as_string() == "installment_due"));
  CHECK((notice.at("age_days").as_int64() == -2));
  CHECK((notice.at("amount_cents").as_int64() == 100'00));
  office.credit().notice_days = 1;
  CHECK((json_of(office.get("maria", "/credit/notices")).at("items").as_array().empty()));
}
