// Master accounts over the API: asked for, approved by another person, reviewed.

#include <string>

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::test;
namespace json = boost::json;

namespace {

BatchBuilder small_mail() {
  BatchBuilder mail;
  mail.account("5119374766", 700).account("1234567897", 100).account("2222222222", -300);
  mail.coupon("5119374766", 700).check(700, "1041");
  return mail;
}

std::string ref_of(MailOffice& office, const std::string& digits) {
  const auto found = json_of(office.get("sam", "/accounts?q=" + digits));
  return std::string{found.at("items").at(0).at("ref").as_string()};
}

json::object change_of(const std::string& ref, const std::string& kind = "change") {
  return {{"kind", kind}, {"ref", ref}, {"reason", "The customer asked."}};
}

json::object review(MailOffice& office) {
  return json_of(office.get("maria", "/account-reviews/2026-11-20"));
}

std::string path_of(const json::object& change, const std::string& step) {
  return "/account-changes/" + std::to_string(change.at("number").as_int64()) + "/" + step;
}

/// A payment that is three cents short, by a rule that lets five be written off.
BatchBuilder short_mail() {
  BatchBuilder mail;
  mail.account("5119374766", 700).account("1234567897", 100);
  mail.coupon("5119374766", 700).check(697, "1041");
  deposit::PaymentRule rule;
  rule.bill_type = "utility";
  rule.write_off_max = Money::from_cents(5);
  mail.site().payment_rules.rules = {rule};
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

json::array rests(MailOffice& office) {
  return json_of(office.get("maria", "/small-rests/2026-11-20")).at("items").as_array();
}

std::string write_off_path(const json::object& rest) {
  return "/write-offs/" + std::to_string(rest.at("batch").as_int64()) + "/" +
         std::to_string(rest.at("transaction").as_int64());
}

void check_proof(MailOffice& office) {
  const auto fault = office.books().store().first_fault();
  REQUIRE(fault.has_value());
  CHECK((fault->value_or("") == ""));
}

}  // namespace

TEST_CASE("A15.5: a new address is applied at once and stands in the account's history",
          "[service][api][accounts]") {
  auto mail = small_mail();
  MailOffice office{mail};
  const auto ref = ref_of(office, "4766");
  auto body = change_of(ref);
  body["address"] = "9 NEW STREET";
  const auto done = office.post("sam", "/account-changes", body);
  INFO(done.text);
  REQUIRE((done.status == 201));
  CHECK((json_of(done).at("state").as_string() == "applied"));
  CHECK((json_of(office.get("maria", "/accounts/" + ref)).at("address").as_string() ==
         "9 NEW STREET"));
  const auto history = json_of(office.get("maria", "/accounts/" + ref + "/history"));
  const auto last = history.at("rows").as_array().back().as_object();
  CHECK((last.at("kind").as_string() == "account"));
  CHECK((last.at("text").as_string() == "Change: address from 1 MAIN ST to 9 NEW STREET."));
  CHECK((last.at("who").as_string() == "sam"));
  const auto changes = json_of(office.get("maria", "/accounts/" + ref + "/changes"));
  CHECK((changes.at("items").as_array().size() == 1));
  check_proof(office);
}

TEST_CASE("C-10: who asks for a merge cannot approve it", "[service][api][accounts]") {
  auto mail = small_mail();
  MailOffice office{mail};
  const auto ref = ref_of(office, "7897");
  auto body = change_of(ref, "merge");
  body["into_ref"] = ref_of(office, "4766");
  const auto asked = json_of(office.post("sam", "/account-changes", body));
  CHECK((asked.at("state").as_string() == "requested"));
  const json::object seen{{"version", asked.at("version")}};
  CHECK((office.post("sam", path_of(asked, "approve"), seen).status == 403));
  CHECK((office.post("theo", path_of(asked, "approve"), seen).status == 403));
  CHECK((review(office).at("waiting").as_array().size() == 1));
  CHECK((json_of(office.get("sam", "/accounts/" + ref)).at("status").as_string() == "open"));
  const auto rejected = office.post("sam", path_of(asked, "reject"),
                                    {{"version", asked.at("version")}, {"note", "Not yet."}});
  CHECK((json_of(rejected).at("state").as_string() == "rejected"));
  check_proof(office);
}

TEST_CASE("A15.5: what the site does not have is refused at its member",
          "[service][api][accounts]") {
  auto mail = small_mail();
  MailOffice office{mail};
  const auto [member, value] = GENERATE(table<std::string, std::string>(
      {{"fund", "4 0 1"}, {"deposit_account", "NOWHERE"}, {"bill_type", "mystery"}}));
  auto body = change_of(ref_of(office, "4766"));
  body[member] = value;
  const auto refused = office.post("sam", "/account-changes", body);
  CHECK((refused.status == 422));
  CHECK_THAT(refused.text, Catch::Contains("/" + member));
  CHECK((office.post("sam", "/account-changes", change_of("00")).status == 404));
  auto kind = change_of(ref_of(office, "4766"), "take_file");
  CHECK((office.post("sam", "/account-changes", kind).status == 422));
}

TEST_CASE("A15.5: an import keeps what was changed here and says how many fields differ",
          "[service][api][accounts]") {
  auto mail = small_mail();
  MailOffice office{mail};
  const auto ref = ref_of(office, "4766");
  auto body = change_of(ref);
  body["name"] = "ANN JONES";
  REQUIRE((office.post("sam", "/account-changes", body).status == 201));
  const std::string csv =
      "account,bill_type,name,address,balance_due,due_date,fund,deposit_account,status\n"
      "5119374766,utility,ANN SMITH,1 MAIN ST,9.00,,401,OPERATING,open\n";
  const auto imported =
      office.post("sam", "/account-files", {{"lockbox", "BOX"}, {"text", csv}, {"dry_run", false}});
  INFO(imported.text);
  CHECK((json_of(imported).at("conflicts").as_int64() == 1));
  const auto account = json_of(office.get("sam", "/accounts/" + ref));
  CHECK((account.at("name").as_string() == "ANN JONES"));
  CHECK((account.at("balance_due_cents").as_int64() == 900));
  const auto conflict = review(office).at("conflicts").at(0);
  CHECK((conflict.at("kept").as_string() == "ANN JONES"));
  CHECK((conflict.at("file").as_string() == "ANN SMITH"));
  auto version = conflict.at("version");
  const auto settle = [&](const std::string& resolution) {
    return office
        .post("sam", "/accounts/" + ref + "/conflicts",
              {{"field", "name"},
               {"resolution", resolution},
               {"version", version},
               {"reason", "Seen on the lease."}})
        .status;
  };
  version = "0123";
  CHECK((settle("keep") == 409));
  CHECK((settle("take_file") == 409));
  version = conflict.at("version");
  CHECK((settle("forget") == 422));
  CHECK((settle("keep") == 204));
  CHECK((review(office).at("conflicts").as_array().empty()));
  CHECK((settle("take_file") == 201));
  CHECK((json_of(office.get("sam", "/accounts/" + ref)).at("name").as_string() == "ANN SMITH"));
  check_proof(office);
}

TEST_CASE("The review lists what changed, credits and likely duplicates",
          "[service][api][accounts]") {
  auto mail = small_mail();
  MailOffice office{mail};
  REQUIRE(
      (office.post("sam", "/account-changes", change_of(ref_of(office, "4766"), "close")).status ==
       201));
  const auto found = review(office);
  CHECK((found.at("changed").as_array().size() == 1));
  CHECK((found.at("credits").as_array().size() == 1));
  CHECK((found.at("closed_with_balance").as_array().size() == 1));
  CHECK((found.at("duplicates").as_array().size() == 1));
  CHECK((office.get("maria", "/account-reviews/today").status == 404));
}

TEST_CASE("A6.7: a payment short by a little is listed and written off once, by who may adjust",
          "[service][api][accounts]") {
  auto mail = short_mail();
  MailOffice office{mail};
  CHECK((rests(office).empty()));
  deposit_all(office);
  REQUIRE((rests(office).size() == 1));
  const auto rest = rests(office).at(0).as_object();
  CHECK((rest.at("paid_cents").as_int64() == 697));
  CHECK((rest.at("rest_cents").as_int64() == 3));
  const auto path = write_off_path(rest);
  CHECK((office.post("theo", path).status == 403));
  const auto done = office.post("sam", path);
  INFO(done.text);
  REQUIRE((done.status == 201));
  CHECK((json_of(done).at("state").as_string() == "posted"));
  CHECK((json_of(done).at("kind").as_string() == "write_off"));
  CHECK((rests(office).empty()));
  CHECK((office.post("sam", path).status == 409));
  check_proof(office);
}

TEST_CASE("A6.7: a payment that was moved to another account is short no more",
          "[service][api][accounts]") {
  auto mail = short_mail();
  MailOffice office{mail};
  deposit_all(office);
  const auto rest = rests(office).at(0).as_object();
  const json::object transfer{
      {"kind", "transfer"},          {"amount_cents", 697},
      {"batch", rest.at("batch")},   {"transaction", rest.at("transaction")},
      {"from_ref", rest.at("ref")},  {"to_ref", ref_of(office, "7897")},
      {"reason_code", "misapplied"}, {"note", "She wrote the wrong number."}};
  REQUIRE((office.post("sam", "/adjustments", transfer).status == 201));
  REQUIRE((office.post("sam", "/adjustments/1/approve", {{"version", 1}}).status == 200));
  CHECK((rests(office).empty()));
  CHECK((office.post("sam", write_off_path(rest)).status == 409));
  check_proof(office);
}

TEST_CASE("A6.5: a name that nobody has finds the accounts of like names, the best first",
          "[service][api][accounts]") {
  BatchBuilder mail;
  mail.account("5119374766", 700).account("1234567897", 100).coupon("5119374766", 700);
  mail.check(700, "1041");
  mail.accounts()[0].name = "JON SMITH";
  mail.accounts()[1].name = "JOHN SMITH";
  MailOffice office{mail};
  const auto found = json_of(office.get("maria", "/accounts?q=JOHN%20SMITT"));
  REQUIRE((found.at("items").as_array().size() == 2));
  CHECK((found.at("items").at(0).at("name").as_string() == "JOHN SMITH"));
  CHECK((json_of(office.get("maria", "/accounts?q=ZEBEDEE")).at("items").as_array().empty()));
}

TEST_CASE("An account is found by what it is called now, as soon as a change or a file says so",
          "[service][api][accounts]") {
  auto mail = small_mail();
  MailOffice office{mail};
  const auto hits = [&](const std::string& words) {
    const auto searched = json_of(office.get("maria", "/search?q=" + words));
    const auto found = json_of(office.get("maria", "/accounts?q=" + words));
    CHECK((searched.at("items").as_array().size() == found.at("items").as_array().size()));
    return found.at("items").as_array().size();
  };
  const auto ref = ref_of(office, "4766");
  CHECK((hits("ZEBEDEE") == 0));
  auto change = change_of(ref);
  change["name"] = "Zebedee Quill";
  REQUIRE((office.post("sam", "/account-changes", change).status == 201));
  CHECK((hits("ZEBEDEE") == 1));
  CHECK(
      (json_of(office.get("maria", "/accounts/" + ref)).at("name").as_string() == "Zebedee Quill"));
  const auto history = json_of(office.get("maria", "/accounts/" + ref + "/history"));
  const auto& rows = history.at("rows").as_array();
  REQUIRE((rows.size() == 2));
  CHECK((rows.at(0).at("document_ids").as_array().size() == 2));
  CHECK((office.get("maria", "/accounts/" + ref.substr(1) + "/history").status == 404));

  const std::string csv =
      "account,bill_type,name,address,balance_due,due_date,fund,deposit_account,status\n"
      "9999999995,utility,Ursula Vane,1 ELM ST,1.00,,401,OPERATING,open\n";
  const auto imported =
      office.post("sam", "/account-files", {{"lockbox", "BOX"}, {"text", csv}, {"dry_run", false}});
  INFO(imported.text);
  REQUIRE((imported.status == 200));
  CHECK((hits("Vane") == 1));
  CHECK((hits("9995") == 1));
}
