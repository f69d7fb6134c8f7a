// Returned items, corrections and the history of an account over the API.

#include <algorithm>
#include <string>

#include "service/api/mail_office.h"
#include "service/work/accounts.h"
#include "service/work/adjustments.h"
#include "support/catch.h"
#include "support/fixed_keys.h"

using namespace lockbox;
using namespace lockbox::test;
namespace json = boost::json;

namespace {

const std::string day_path = "/days/2026-11-23";

/// A payment of 7.00 with a coupon and a check of 20.00 that nobody knows, from one bank account.
BatchBuilder mail_of_two() {
  BatchBuilder mail;
  mail.account("5119374766", 700).account("1234567897", 100);
  mail.coupon("5119374766", 700).scanner_transaction(1).check(700, "1041").scanner_transaction(1);
  mail.check(2000, "77").scanner_transaction(2);
  return mail;
}

void deposit_all(MailOffice& office) {
  const auto built = json_of(office.post("sam", office.batch_path() + "/deposits"));
  for (const auto& one : built.at("deposits").as_array()) {
    const std::string ticket{one.at("ticket").as_string()};
    REQUIRE((office
                 .post("theo", "/deposits/BOX/" + ticket + "/approve",
                       {{"total_cents", one.at("total_cents")}})
                 .status == 200));
  }
}

json::object candidate(MailOffice& office, const std::string& query) {
  const auto found = json_of(office.get("theo", "/return-candidates?" + query));
  REQUIRE((found.at("items").as_array().size() == 1));
  return found.at("items").as_array().at(0).as_object();
}

json::object receive(MailOffice& office, const json::object& item,
                     const std::string& reason = "A") {
  const auto answer = office.post("theo", "/returns",
                                  {{"lockbox", "BOX"},
                                   {"amount_cents", item.at("amount_cents")},
                                   {"check_number", item.at("check_number")},
                                   {"reason_code", reason},
                                   {"returned_on", "2026-11-23"},
                                   {"document_id", item.at("document_id")}});
  INFO(answer.text);
  REQUIRE((answer.status == 201));
  return json_of(answer);
}

Answer step(MailOffice& office, const json::object& item, const std::string& event,
            json::object more = {}) {
  more["event"] = event;
  more["version"] = item.at("version");
  return office.post("theo", "/returns/" + std::to_string(item.at("number").as_int64()) + "/steps",
                     more);
}

std::string ref_of(MailOffice& office, const std::string& digits) {
  const auto found = json_of(office.get("theo", "/accounts?q=" + digits));
  return std::string{found.at("items").at(0).at("ref").as_string()};
}

json::array history(MailOffice& office, const std::string& ref) {
  return json_of(office.get("maria", "/accounts/" + ref + "/history")).at("rows").as_array();
}

void check_proof(MailOffice& office) {
  const auto fault = office.books().store().first_fault();
  REQUIRE(fault.has_value());
  CHECK((fault->value_or("") == ""));
}

}  // namespace

TEST_CASE("A14.2, C-19: a check that came back is found, charged back, charged for and written of",
          "[service][api][ledger]") {
  auto mail = mail_of_two();
  MailOffice office{mail};
  deposit_all(office);
  const auto found = candidate(office, "amount_cents=700&check_number=1041");
  CHECK((office.post("maria", "/returns", {}).status == 403));
  auto item = receive(office, found);
  CHECK((item.at("state") == "identified"));
  CHECK((item.at("next").as_array() == json::array{"redeposit", "charge_back", "reverse"}));
  CHECK((item.at("needs_two").as_array() == json::array{"redeposit", "reverse"}));
  CHECK((step(office, item, "send_letter").status == 409));
  const auto stale = item;
  item = json_of(step(office, item, "charge_back"));
  CHECK((item.at("cash_only_until") == "2027-11-23"));
  CHECK((step(office, stale, "charge_back").status == 409));
  CHECK((step(office, item, "charge_back").status == 409));
  item = json_of(step(office, item, "post_fee"));
  CHECK((item.at("fee_cents") == 2500));
  CHECK((office.get("theo", "/returns/1/letter.pdf").status == 404));
  item = json_of(step(office, item, "send_letter"));
  CHECK((item.at("letter").at("demand_until") == "2026-12-23"));
  CHECK((item.at("due") == "2026-12-08"));
  const auto letter = office.get("theo", "/returns/1/letter.pdf");
  CHECK(letter.text.starts_with("%PDF"));
  CHECK((Sha256::of(bytes_of(letter.text)).hex() == item.at("letter").at("sha256").as_string()));
  CHECK((step(office, item, "pay_back", {{"note", "Her next check."}}).status == 422));
  const auto payment = candidate(office, "amount_cents=2000").at("document_id");
  item = json_of(
      step(office, item, "pay_back", {{"note", "Her next check."}, {"document_id", payment}}));
  CHECK((item.at("wish").at("document_id") == payment));
  const auto small = office.post("sam", "/returns/1/steps",
                                 {{"event", "pay_back"}, {"version", item.at("version")}});
  CHECK((small.status == 409));
  CHECK_THAT(small.text, Catch::Contains("32.00 is owed"));
  check_proof(office);
}

TEST_CASE("A14.2, C-08: who asks to present a check again does not agree; who declines says why",
          "[service][api][ledger]") {
  auto mail = mail_of_two();
  MailOffice office{mail};
  deposit_all(office);
  auto item = receive(office, candidate(office, "amount_cents=700&check_number=1041"));
  CHECK((step(office, item, "redeposit").status == 422));
  item = json_of(step(office, item, "redeposit", {{"note", "The payer called."}}));
  CHECK((item.at("state") == "identified"));
  CHECK((item.at("wish").at("asked_by") == "theo"));
  CHECK((item.at("next").as_array() == json::array{"redeposit"}));
  CHECK((step(office, item, "redeposit").status == 403));
  CHECK((office.post("sam", "/returns/1/decline", {{"version", item.at("version")}, {"note", ""}})
             .status == 422));
  item = json_of(office.post("sam", "/returns/1/decline",
                             {{"version", item.at("version")}, {"note", "It was closed."}}));
  CHECK(item.at("wish").is_null());
  item = json_of(step(office, item, "redeposit", {{"note", "The bank says it is open."}}));
  item = json_of(office.post("sam", "/returns/1/steps",
                             {{"event", "redeposit"}, {"version", item.at("version")}}));
  CHECK((item.at("state") == "redeposited"));
  CHECK((item.at("steps").as_array().back().at("asked_by") == "theo"));
  check_proof(office);
}

TEST_CASE("A9.6: a later check of the same bank account says that its drawer pays in cash",
          "[service][api][ledger]") {
  auto mail = mail_of_two();
  MailOffice office{mail};
  deposit_all(office);
  const auto other = candidate(office, "amount_cents=2000");
  const auto path = "/documents/" + std::to_string(other.at("document_id").as_int64());
  CHECK(json_of(office.get("maria", path)).at("cash_only").is_null());
  step(office, receive(office, candidate(office, "amount_cents=700")), "charge_back");
  const auto flag = json_of(office.get("maria", path)).at("cash_only").as_object();
  CHECK((flag.at("until") == "2027-11-23"));
  CHECK((flag.at("return") == 1));
}

TEST_CASE("A14.4, C-08: a misapplied payment is asked for by one and moved by another",
          "[service][api][ledger]") {
  auto mail = mail_of_two();
  // Larger than one person may move.
  mail.coupon("1234567897", 100).scanner_transaction(3);
  mail.check(9000, "55").scanner_transaction(3);
  MailOffice office{mail};
  deposit_all(office);
  const auto wrong = ref_of(office, "7897");
  const auto right = ref_of(office, "4766");
  const auto paid = candidate(office, "amount_cents=9000");
  const json::object asked{{"kind", "transfer"},          {"amount_cents", 9000},
                           {"batch", paid.at("batch")},   {"transaction", paid.at("transaction")},
                           {"from_ref", wrong},           {"to_ref", right},
                           {"reason_code", "misapplied"}, {"note", "She wrote the wrong number."}};
  const auto own = office.post("sam", "/adjustments", asked);
  INFO(own.text);
  REQUIRE((own.status == 201));
  CHECK((json_of(own).at("needs_two").as_bool()));
  CHECK((office.post("sam", "/adjustments/1/approve", {{"version", 1}}).status == 403));
  CHECK((office.post("sam", "/adjustments/1/reject", {{"version", 1}}).status == 422));
  CHECK((office.post("sam", "/adjustments/1/reject", {{"version", 1}, {"note", "Twice."}}).status ==
         200));
  REQUIRE((office.post("theo", "/adjustments", asked).status == 201));
  CHECK((office.post("theo", "/adjustments/2/approve", {{"version", 1}}).status == 403));
  const auto posted = office.post("sam", "/adjustments/2/approve", {{"version", 1}});
  REQUIRE((posted.status == 200));
  CHECK((json_of(posted).at("state") == "posted"));

  const auto there = history(office, right);
  REQUIRE((there.size() == 2));
  CHECK((there.at(0).at("received_cents") == 700));
  CHECK((there.at(1).at("kind") == "transfer"));
  CHECK((there.at(1).at("received_cents") == 9700));
  CHECK((there.at(1).at("who") == "sam"));
  CHECK((there.at(1).at("why") == "She wrote the wrong number."));
  CHECK((history(office, wrong).back().at("received_cents") == 0));
  check_proof(office);
}

TEST_CASE("A14.1: the history of an account tells its payment, its return and its fee in order",
          "[service][api][ledger]") {
  auto mail = mail_of_two();
  MailOffice office{mail};
  const auto ref = ref_of(office, "4766");
  CHECK((history(office, ref).at(0).at("received_cents") == 0));  // Not in the bank yet.
  deposit_all(office);
  auto item = receive(office, candidate(office, "amount_cents=700"));
  item = json_of(step(office, item, "charge_back"));
  step(office, item, "post_fee");
  const auto rows = history(office, ref);
  std::vector<std::string> kinds;
  for (const auto& row : rows) kinds.emplace_back(row.at("kind").as_string());
  REQUIRE((kinds == std::vector<std::string>{"payment", "charge_back", "fee", "return"} ||
           kinds == std::vector<std::string>{"payment", "return", "charge_back", "fee"}));
  CHECK((rows.at(0).at("check").as_string().starts_with("1041")));
  CHECK((rows.at(0).at("document_ids").as_array().size() == 2));
  CHECK((rows.back().at("received_cents") == 0));
  const auto csv = office.get("maria", "/accounts/" + ref + "/history.csv");
  CHECK((csv.status == 200));
  CHECK((std::ranges::count(csv.text, '\n') == 5));
  CHECK((csv.text.find("5119374766") == std::string::npos));
}

TEST_CASE("Was my payment received?  An exact amount, a check number or a day says where it is",
          "[service][api][ledger]") {
  auto mail = mail_of_two();
  MailOffice office{mail};
  const auto place = [&](const std::string& query) {
    const auto found = json_of(office.get("maria", "/payments?" + query)).at("items").as_array();
    return found.empty() ? std::string{"unknown"}
                         : std::string{found.at(0).at("status").as_string()};
  };
  CHECK((place("amount_cents=700") == "captured"));
  CHECK((place("amount_cents=701") == "unknown"));
  CHECK((place("from=2026-11-24") == "unknown"));
  CHECK((place("account_ref=" + ref_of(office, "4766")) == "captured"));
  CHECK((office.get("maria", "/payments?check_number=1041").status == 422));
  CHECK((office.get("maria", "/payments?from=yesterday").status == 422));
  deposit_all(office);
  CHECK((place("check_number=1041&from=2026-11-23&to=2026-11-23") == "deposited"));
  receive(office, candidate(office, "amount_cents=700"));
  CHECK((place("amount_cents=700") == "returned"));
  CHECK((place("amount_cents=2000") == "deposited"));
}

TEST_CASE(
    "A6.9, C-13: suspense is listed with its age, its owner and when it is unclaimed property",
    "[service][api][ledger]") {
  auto mail = mail_of_two();
  MailOffice office{mail};
  deposit_all(office);
  const auto list = json_of(office.get("maria", "/suspense")).at("items").as_array();
  REQUIRE((list.size() == 1));
  CHECK((list.at(0).at("amount_cents") == 2000));
  CHECK((list.at(0).at("unclaimed_after") == "2027-11-23"));
  CHECK(list.at(0).at("owner").is_null());
  const auto path = "/suspense/" + std::to_string(list.at(0).at("batch").as_int64()) + "/" +
                    std::to_string(list.at(0).at("transaction").as_int64());
  const auto cared =
      office.post("theo", path + "/care", {{"owner", "theo"}, {"next_day", "2026-11-30"}});
  INFO(cared.text);
  REQUIRE((cared.status == 200));
  CHECK((json_of(cared).at("items").at(0).at("owner") == "theo"));
  CHECK((office.post("theo", path + "/care", {{"owner", "theo"}, {"next_day", "soon"}}).status ==
         422));
}

TEST_CASE("No correction moves money of an envelope to an account of another lockbox",
          "[service][api][ledger]") {
  auto mail = mail_of_two();
  MailOffice office{mail};
  deposit_all(office);
  auto site = office.site();
  site.lockboxes.emplace_back("DROP");
  auto there = mail.accounts().front();
  REQUIRE(office.books()
              .store()
              .import_accounts(site.id, "DROP", Sha256::of(bytes_of("drop")), std::vector{there},
                               {"setup"})
              .has_value());
  FixedKeys keys;
  const deposit::ledger::CorrectionPolicy policy;
  const service::work::CorrectionDesk desk{office.books(), keys, site, policy};
  const auto ref_in = [&](const std::string& lockbox) {
    return service::work::account_ref(keys, site.id, lockbox, there.number);
  };
  const auto refused =
      service::work::ask_adjustment(desk,
                                    {.kind = deposit::ledger::AdjustmentKind::Transfer,
                                     .amount = Money::from_cents(700),
                                     .envelope = deposit::ledger::Origin{office.batch(), 1},
                                     .from_ref = ref_in("BOX"),
                                     .to_ref = ref_in("DROP"),
                                     .reason_code = "misapplied",
                                     .note = "The wrong lockbox."},
                                    {"theo"});
  REQUIRE_FALSE(refused.has_value());
  CHECK((refused.error().code == ErrorCode::InvalidInput));
  CHECK(refused.error().field == "/to_ref");
}

TEST_CASE("C-28: the entries of a day are listed, told to the host and signed by a third person",
          "[service][api][ledger]") {
  auto mail = mail_of_two();
  MailOffice office{mail};
  deposit_all(office);
  const json::object credit{{"kind", "credit"},
                            {"amount_cents", 500},
                            {"to_ref", ref_of(office, "4766")},
                            {"reason_code", "billing_error"},
                            {"note", "The bill was wrong."}};
  REQUIRE((office.post("sam", "/adjustments", credit).status == 201));
  REQUIRE((office.post("sam", "/adjustments/1/approve", {{"version", 1}}).status == 200));
  const auto reviews = day_path + "/adjustment-reviews";
  CHECK((office.post("sam", reviews).status == 403));
  CHECK((office.post("maria", reviews).status == 403));
  const auto signed_day = office.post("theo", reviews, {{"note", "Looked at."}});
  REQUIRE((signed_day.status == 200));
  CHECK(json_of(signed_day).at("reviewed").as_bool());
  CHECK((office.post("theo", reviews).status == 409));

  const auto made = json_of(office.post("theo", day_path + "/adjustment-files"));
  REQUIRE((made.at("files").as_array().size() == 1));
  CHECK((made.at("files").at(0).at("amount_cents") == 500));
  CHECK((made.at("entries").at(0).at("file") == made.at("files").at(0).at("name")));
  const auto again = json_of(office.post("theo", day_path + "/adjustment-files"));
  CHECK((again.at("files").as_array().size() == 1));
  const std::string name{made.at("files").at(0).at("name").as_string()};
  CHECK((office.get("theo", day_path + "/adjustment-files/" + name).status == 403));
  const auto text = office.get("sam", day_path + "/adjustment-files/" + name).text;
  CHECK(text.ends_with("T,1,500\n"));
  check_proof(office);
}

TEST_CASE("The reasons and the dated rules are told with their sources", "[service][api][ledger]") {
  auto mail = mail_of_two();
  MailOffice office{mail};
  const auto told = json_of(office.get("maria", "/correction-reasons"));
  CHECK((told.at("returns").at(0).at("code") == "A"));
  CHECK((told.at("adjustments").at(0).at("code") == "misapplied"));
  for (const auto& rule : told.at("rules").as_array()) {
    CHECK_FALSE(rule.at("source").as_string().empty());
  }
}
