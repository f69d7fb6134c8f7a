// Reports, signatures, letters, inquiries, incidents and payees over the API.

#include <string>

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::test;
namespace json = boost::json;

namespace {

const std::string monday = "?from=2026-11-23&to=2026-11-23";

/// A payment of 7.00 with a coupon and a check of 20.00 that nobody knows; dora is of Water.
BatchBuilder mail_of_two() {
  BatchBuilder mail;
  mail.site().exceptions.departments = {{"water", "Water", {"dora"}}};
  mail.account("5119374766", 700);
  mail.coupon("5119374766", 700).scanner_transaction(1).check(700, "1041").scanner_transaction(1);
  mail.check(2000, "77").scanner_transaction(2);
  return mail;
}

class ReportOffice : public MailOffice {
 public:
  explicit ReportOffice(BatchBuilder& mail) : MailOffice{mail} {
    add_person("dora", "Dora Lund", "department");
    rules().reconciliations = {{"water", {"utility"}, {}}};
    rules().letters = {{"whose",
                        "Whose payment is this?",
                        "Your payment of {amount}",
                        {"We received {amount}.", "Answer by {reply_by}, {name}."},
                        14}};
    rules().policies = {{"APP 609", "Revenue collection", {"/deposits"}}};
  }

  json::object report(const std::string& person, const std::string& key,
                      const std::string& query = monday) {
    const auto answer = get(person, "/report-kinds/" + key + query);
    INFO(answer.text);
    REQUIRE((answer.status == 200));
    return json_of(answer);
  }
  Answer sign(const std::string& person, const json::object& report, const std::string& verdict,
              const std::string& query = monday, const std::string& note = "") {
    json::object body{{"sha256", report.at("sha256")}, {"verdict", verdict}};
    if (!note.empty()) body["note"] = note;
    const std::string key{report.at("key").as_string()};
    return post(person, "/report-kinds/" + key + "/signatures" + query, body);
  }
};

void check_proof(ReportOffice& office) {
  const auto fault = office.books().store().first_fault();
  REQUIRE(fault.has_value());
  CHECK((fault->value_or("") == ""));
}

}  // namespace

TEST_CASE("A15.1: every report is there as JSON, CSV, workbook and pages",
          "[service][api][report]") {
  auto mail = mail_of_two();
  ReportOffice office{mail};
  const auto kinds = json_of(office.get("sam", "/report-kinds")).at("kinds").as_array();
  CHECK((kinds.size() == 22));
  for (const auto& kind : kinds) {
    const std::string key{kind.at("key").as_string()};
    INFO(key);
    const auto report = office.report("sam", key);
    const auto path = "/report-kinds/" + key;
    const auto csv = office.get("sam", path + "/csv" + monday);
    CHECK((Sha256::of(bytes_of(csv.text)).hex() == report.at("sha256").as_string()));
    CHECK(office.get("sam", path + "/pdf" + monday).text.starts_with("%PDF"));
    CHECK(office.get("sam", path + "/xlsx" + monday).text.starts_with("PK"));
  }
  CHECK((office.get("sam", "/report-kinds/batch-summary/doc" + monday).status == 404));
}

TEST_CASE("A15.1: a report's sums are those of the books", "[service][api][report]") {
  auto mail = mail_of_two();
  ReportOffice office{mail};
  const auto journal = office.report("theo", "payment-journal");
  CHECK((journal.at("row_count") == 1));
  CHECK((journal.at("totals").as_array().back() == 700));
  const auto summary = office.report("theo", "batch-summary");
  CHECK((summary.at("rows").at(0).at(7) == 2700));
  const auto funds = office.report("theo", "fund-distribution");
  CHECK((funds.at("totals").as_array().back() == 0));
  const auto suspense = office.report("theo", "suspense-ageing");
  CHECK((suspense.at("totals").at(7) == 2000));
}

TEST_CASE("A period that makes no sense is refused with what to do", "[service][api][report]") {
  auto mail = mail_of_two();
  ReportOffice office{mail};
  const auto* const query =
      GENERATE("", "?from=2026-11-23", "?from=2026-11-24&to=2026-11-23",
               "?from=2026-01-01&to=2026-11-23", "?from=2026-11-23&to=2026-11-23&lockbox=NONE",
               "?from=2026-11-23&to=2026-11-23&deposit_account=NONE",
               "?from=2026-11-23&to=2026-11-23&department=NONE");
  CHECK((office.get("theo", std::string{"/report-kinds/batch-summary"} + query).status == 422));
}

TEST_CASE("C-29: a report is not made for a filter that it does not keep to",
          "[service][api][report]") {
  auto mail = mail_of_two();
  ReportOffice office{mail};
  const auto by_account = monday + "&deposit_account=OPERATING";
  CHECK((office.get("theo", "/report-kinds/payment-journal" + by_account).status == 200));
  const auto refused = office.get("theo", "/report-kinds/batch-summary" + by_account);
  CHECK((refused.status == 422));
  CHECK(refused.text.find("This report is not by bank account") != std::string::npos);
  const auto kinds = json_of(office.get("theo", "/report-kinds")).at("kinds").as_array();
  CHECK((kinds.at(0).at("key") == "payment-journal"));
  CHECK((kinds.at(0).at("filters").as_array() == json::array{"lockbox", "deposit_account"}));
}

TEST_CASE("A15.2: productivity by person is for supervisors, sign-ins are for auditors",
          "[service][api][report]") {
  auto mail = mail_of_two();
  ReportOffice office{mail};
  CHECK((office.get("theo", "/report-kinds/productivity" + monday).status == 403));
  CHECK((office.get("sam", "/report-kinds/productivity" + monday).status == 200));
  CHECK((office.get("maria", "/report-kinds/workflow-audit" + monday).status == 403));
  CHECK((office.report("theo", "workflow-audit").at("row_count").as_int64() > 0));
}

TEST_CASE("C-29: a report that is signed says so, and says when it has changed since",
          "[service][api][report]") {
  auto mail = mail_of_two();
  ReportOffice office{mail};
  auto report = office.report("theo", "batch-summary");
  CHECK((office.sign("maria", report, "reviewed").status == 403));
  CHECK((office.sign("theo", report, "agrees").status == 422));
  CHECK((office.sign("theo", report, "reviewed").status == 201));
  CHECK((office.sign("theo", report, "reviewed").status == 409));
  BatchBuilder more;
  more.check(500, "88").scanner_transaction(1);
  more.contents().batch.header.source = "folder:more";
  office.take(more);
  const auto changed = office.report("theo", "batch-summary");
  CHECK((changed.at("signatures").at(0).at("is_current") == false));
  CHECK((office.sign("theo", report, "reviewed").status == 409));
  CHECK((office.sign("theo", changed, "reviewed").status == 201));
  CHECK((json_of(office.get("theo", "/report-signatures")).at("items").as_array().size() == 2));
  check_proof(office);
}

TEST_CASE("C-17: only people of the department sign for it, and say what differs",
          "[service][api][report]") {
  auto mail = mail_of_two();
  ReportOffice office{mail};
  const auto water = monday + "&department=water";
  const auto report = office.report("dora", "departmental-reconciliation", water);
  CHECK((report.at("row_count") == 1));
  CHECK(report.at("cannot_sign").is_null());
  CHECK((office.sign("theo", report, "agrees", water).status == 403));
  CHECK((office.sign("dora", report, "agrees", monday).status == 403));
  CHECK((office.sign("dora", report, "differs", water).status == 422));
  CHECK((office.sign("dora", report, "differs", water, "We have 7.00 less.").status == 201));
  check_proof(office);
}

TEST_CASE("A letter is drafted with the fields of what it is about, sent and answered",
          "[service][api][report]") {
  auto mail = mail_of_two();
  ReportOffice office{mail};
  json::object wanted{
      {"template", "whose"}, {"about_kind", "envelope"}, {"about", "1/1"}, {"fields", {}}};
  wanted["fields"] = json::array{};
  CHECK((office.post("maria", "/letters", wanted).status == 403));
  const auto drafted = office.post("theo", "/letters", wanted);
  INFO(drafted.text);
  REQUIRE((drafted.status == 201));
  const auto letter = json_of(drafted);
  CHECK((letter.at("subject") == "Your payment of $7.00"));
  CHECK((letter.at("recipient") == "A. CUSTOMER"));
  CHECK((letter.at("reply_due") == "2026-12-07"));
  CHECK((office.post("theo", "/letters", wanted).status == 409));
  const auto pdf = office.get("theo", "/letters/1/letter.pdf");
  CHECK((Sha256::of(bytes_of(pdf.text)).hex() == letter.at("sha256").as_string()));
  CHECK(
      (office.post("theo", "/letters/1/steps", {{"event", "send"}, {"version", 1}}).status == 200));
  const auto answered = office.post("theo", "/letters/1/steps",
                                    {{"event", "answer"}, {"version", 2}, {"note", "Hers."}});
  CHECK((json_of(answered).at("state") == "answered"));
  // Nobody knows who paid by the other check, so the letter names nobody until a person does.
  wanted["about"] = "1/3";
  CHECK((office.post("theo", "/letters", wanted).status == 422));
  wanted["fields"] = json::array{json::object{{"name", "name"}, {"value", "J. CHO"}}};
  CHECK((office.post("theo", "/letters", wanted).status == 201));
  check_proof(office);
}

TEST_CASE("An inquiry is logged, passed to a department and answered by its people",
          "[service][api][report]") {
  auto mail = mail_of_two();
  ReportOffice office{mail};
  const json::object asked{{"kind", "stop_service"},
                           {"channel", "phone"},
                           {"words", "No water from December on."},
                           {"owner", "treasury"},
                           {"due", "2026-11-25"}};
  REQUIRE((office.post("maria", "/inquiries", asked).status == 201));
  auto nobody = asked;
  nobody["owner"] = "fire";
  CHECK((office.post("maria", "/inquiries", nobody).status == 422));
  const json::object answer{{"event", "answer"}, {"version", 2}, {"note", "Stopped."}};
  CHECK((office.post("dora", "/inquiries/1/steps", answer).status == 403));
  const auto passed = office.post("theo", "/inquiries/1/steps",
                                  {{"event", "pass_on"},
                                   {"version", 1},
                                   {"note", "Theirs."},
                                   {"owner", "water"},
                                   {"due", "2026-11-27"}});
  CHECK((json_of(passed).at("state") == "with_department"));
  CHECK((json_of(office.post("dora", "/inquiries/1/steps", answer)).at("state") == "answered"));
  check_proof(office);
}

TEST_CASE("What is noted about a letter or an inquiry stands in no audit event",
          "[service][api][report]") {
  auto mail = mail_of_two();
  ReportOffice office{mail};
  const json::object asked{{"kind", "stop_service"},
                           {"channel", "phone"},
                           {"words", "No water from December on."},
                           {"owner", "treasury"},
                           {"due", "2026-11-25"}};
  REQUIRE((office.post("maria", "/inquiries", asked).status == 201));
  REQUIRE((office
               .post("theo", "/inquiries/1/steps",
                     {{"event", "answer"}, {"version", 1}, {"note", "She moves to Elm."}})
               .status == 200));
  deposit::AuditFilter of_inquiries;
  of_inquiries.entity = "inquiry";
  const auto told = office.books().finder().audit(of_inquiries, 10);
  REQUIRE(told.has_value());
  REQUIRE((told->size() == 2));
  CHECK((told->front().reason == "Inquiry worked."));
}

TEST_CASE("An incident is in the impact report with what waited; payees and policies are listed",
          "[service][api][report]") {
  auto mail = mail_of_two();
  ReportOffice office{mail};
  const auto logged =
      office.post("maria", "/incidents", {{"kind", "mail_late"}, {"what", "Late."}});
  REQUIRE((logged.status == 201));
  CHECK((office.post("maria", "/incidents/1/end", {{"outcome", "It came."}}).status == 200));
  CHECK((office.post("maria", "/incidents/1/end", {{"outcome", "Again."}}).status == 409));
  const auto report = office.report("maria", "impact");
  REQUIRE((report.at("row_count") == 1));
  CHECK((report.at("rows").at(0).as_array().back() == 2700));
  const json::object list{{"version", 0}, {"payees", {"City"}}, {"reason", "By ordinance."}};
  CHECK((office.post("theo", "/payees/BOX", list).status == 403));
  CHECK((office.post("sam", "/payees/BOX", list).status == 200));
  CHECK((office.post("sam", "/payees/BOX", list).status == 409));
  CHECK((office.get("sam", "/payees/NONE").status == 404));
  const auto policies = json_of(office.get("maria", "/policies"));
  CHECK((policies.at("items").at(0).at("number") == "APP 609"));
  check_proof(office);
}
