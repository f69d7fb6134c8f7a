#include <string>

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using lockbox::test::BatchBuilder;
using lockbox::test::json_of;
using lockbox::test::MailOffice;
namespace json = boost::json;

namespace {

json::object rules_with(json::array order) {
  return {{"order", std::move(order)},
          {"memory_confirmations_min", 1},
          {"memory_needs_open_amount", true},
          {"split_confirmations_min", 2},
          {"payer_holders_max", 5}};
}

json::object wanted(json::array order, std::int64_t version, const std::string& reason) {
  auto body = rules_with(std::move(order));
  body["version"] = version;
  body["reason"] = reason;
  return body;
}

std::string rules_path(MailOffice& office) {
  const auto batch = json_of(office.get("sam", office.batch_path()));
  return "/match-rules/" + std::string{batch.at("lockbox").as_string()};
}

/// The first document of the office's batch of this kind.
std::string document_of(MailOffice& office, std::string_view kind) {
  const auto documents = json_of(office.get("sam", office.batch_path() + "/documents"));
  for (const auto& one : documents.at("items").as_array()) {
    if (one.at("kind").as_string() == kind) return std::to_string(one.at("id").as_int64());
  }
  return "0";
}

json::value account_task(MailOffice& office) {
  const auto tasks = json_of(office.get("maria", "/tasks"));
  for (const auto& one : tasks.at("items").as_array()) {
    if (one.at("field") == "account") return one;
  }
  return nullptr;
}

}  // namespace

TEST_CASE("Rules are seen by everybody, and changed by a supervisor who says why",
          "[service][api][match]") {
  BatchBuilder mail;
  mail.account("3496098579", 500).coupon("3496098579", 500).check(500, "1");
  MailOffice office{mail};
  const auto path = rules_path(office);
  const auto before = json_of(office.get("maria", path));
  CHECK(before.at("version") == 0);
  CHECK(before.at("rules").at("order").as_array().size() == 6);

  CHECK(office.post("maria", path, wanted({"coupon"}, 0, "Only coupons.")).status == 403);
  CHECK(office.post("sam", path, wanted({"coupon", "coupon"}, 0, "Twice.")).status == 422);
  CHECK(office.post("sam", path, wanted({"magic"}, 0, "Unknown.")).status == 422);
  const auto set = office.post("sam", path, wanted({"coupon"}, 0, "Only coupons."));
  REQUIRE(set.status == 200);
  CHECK(json_of(set).at("versions").at(0).at("set_by") == "sam");
  const auto late = office.post("sam", path, wanted({"successor"}, 0, "Too late."));
  CHECK(late.status == 409);
  CHECK(office.get("sam", "/match-rules/NOWHERE").status == 404);
}

TEST_CASE("Rules that are tried say what they would have done, and change nothing",
          "[service][api][match]") {
  BatchBuilder mail;
  mail.account("3496098579", 500).coupon("3496098579", 500).check(500, "1");
  MailOffice office{mail};
  const auto path = rules_path(office);
  const auto trial = json_of(office.post("sam", path + "/trial", rules_with({"successor"})));
  CHECK(trial.at("envelopes") == 1);
  CHECK(trial.at("now").at("placed") == 1);
  CHECK(trial.at("now").at("by_rule").at("coupon") == 1);
  CHECK(trial.at("wanted").at("placed") == 0);
  CHECK(trial.at("wanted").at("asked") == 1);
  CHECK(json_of(office.get("sam", path)).at("version") == 0);
}

TEST_CASE("An envelope tells by which rule it found its account, and how often that is wrong",
          "[service][api][match]") {
  BatchBuilder mail;
  mail.account("3496098579", 500).coupon("3496098579", 500).check(500, "1");
  MailOffice office{mail};
  const auto record = json_of(office.get("maria", "/documents/" + document_of(office, "check")));
  const auto& match = record.at("transaction").at("matches").at(0);
  CHECK(match.at("rule") == "coupon");
  CHECK(match.at("wrong_ppm").is_int64());
  CHECK(match.at("account").as_string().find("3496098579") == std::string::npos);
}

TEST_CASE("A payer of whom nothing is known has no links, and a coupon has no payer",
          "[service][api][match]") {
  BatchBuilder mail;
  mail.account("3496098579", 500).coupon("3496098579", 500).check(500, "1");
  MailOffice office{mail};
  const auto check = "/documents/" + document_of(office, "check");
  const auto payer = json_of(office.get("maria", check + "/payer"));
  CHECK(payer.at("is_whole").as_bool());
  CHECK(payer.at("links").as_array().empty());
  CHECK(office.get("maria", "/documents/" + document_of(office, "coupon") + "/payer").status ==
        404);

  const json::object mark{{"kind", "consolidator"}, {"reason", "A bill-pay firm."}};
  CHECK(office.post("maria", check + "/payer-marks", mark).status == 403);
  const auto marked = json_of(office.post("sam", check + "/payer-marks", mark));
  CHECK(marked.at("is_consolidator").as_bool());
  const json::object nobody{{"kind", "not_this_account"}, {"reason", "Which?"}};
  CHECK(office.post("sam", check + "/payer-marks", nobody).status == 422);
}

TEST_CASE("A list finds its accounts and divides the check by their refs",
          "[service][api][match]") {
  BatchBuilder mail;
  mail.account("3496098579", 500).account("1234567897", 700).check(1200, "1");
  mail.scanner_transaction(1);
  MailOffice office{mail};
  const auto task = account_task(office);
  REQUIRE(task.is_object());
  const auto path = "/tasks/" + std::to_string(task.at("id").as_int64());
  const auto list = json_of(office.post(
      "maria", path + "/list", {{"text", "3496098579\t5.00\n1234567897\t7.00\nTotal\t12.00\n"}}));
  const auto& rows = list.at("rows").as_array();
  REQUIRE(rows.size() == 3);
  CHECK(rows.at(0).at("outcome") == "found");
  CHECK(rows.at(2).at("is_total").as_bool());
  const auto answer = std::string{rows.at(0).at("ref").as_string()} + "=500;" +
                      std::string{rows.at(1).at("ref").as_string()} + "=700";
  const auto answered = office.post(
      "maria", path + "/answer", {{"value", answer}, {"version", task.at("version").as_int64()}});
  REQUIRE(answered.status == 200);
  const auto transaction = json_of(answered).at("transaction");
  CHECK(transaction.at("suspense_cents") == 0);
  CHECK(transaction.at("applied").as_array().size() == 2);
}
