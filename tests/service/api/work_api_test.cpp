// The work over the API: mail is keyed, balanced, built, approved by another and closed.

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using lockbox::test::Answer;
using lockbox::test::BatchBuilder;
using lockbox::test::json_of;
using lockbox::test::MailOffice;
namespace json = boost::json;

namespace {

/// A coupon and a check whose amount is to be keyed, twice; declared as they are.
BatchBuilder two_envelopes() {
  BatchBuilder mail;
  mail.account("3496098579", 500)
      .account("5119374766", 700)
      .coupon("3496098579", 500)
      .check(0, "1")
      .coupon("5119374766", 700)
      .check(0, "2")
      .declared(4, 1200);
  return mail;
}

json::object lease_one(MailOffice& office, const std::string& person) {
  const auto leased = json_of(office.post(person, "/leases", {{"at_most", 1}}));
  return leased.at("items").at(0).as_object();
}

std::string task_path(const json::object& task) {
  return "/tasks/" + std::to_string(task.at("id").as_int64());
}

Answer answer(MailOffice& office, const std::string& person, const json::object& task,
              const std::string& value) {
  return office.post(person, task_path(task) + "/answer",
                     {{"value", value}, {"version", task.at("version")}});
}

void key_all(MailOffice& office) {
  for (const auto* value : {"500", "700"}) {
    REQUIRE((answer(office, "maria", lease_one(office, "maria"), value).status == 200));
  }
}

/// A check of whose routing number one digit was not read.
BatchBuilder check_to_repair() {
  BatchBuilder mail;
  mail.account("3496098579", 500).coupon("3496098579", 500).check(500, "1");
  auto& reading = mail.contents().documents.back().reading.value();
  const std::string raw = "⑆0210?0021⑆ 123456789⑈1";
  reading.micr = deposit::MicrFact{encode::parse_micr_line(raw).value(), 0};
  encode::SeenLine line{.type = "e13b", .symbols = {}, .box = {100, 450, 600, 20}, .error = 0.001};
  for (const auto* symbol : {"⑆", "0", "2", "1", "0", "?", "0", "0", "2", "1", "⑆"}) {
    line.symbols.push_back(
        {.symbol = symbol, .box = {}, .best = "0", .second = "8", .error = 0.001});
  }
  reading.seen = {.width = 1000, .height = 500, .lines = {line}};
  return mail;
}

}  // namespace

TEST_CASE("A2.11: a batch tells its virtual batches, and each is keyed by itself",
          "[service][api][virtual_batch]") {
  BatchBuilder mail;
  mail.account("3496098579", 500).account("5119374766", 700);
  mail.coupon("3496098579", 500).check(0, "1").separator();
  mail.coupon("5119374766", 700).check(0, "2").separator();
  mail.check(900, "3").declared(5, 2100);
  mail.site().virtual_batches = {{"Coupons", {"utility"}, {}},
                                 {"Checks alone", {}, {deposit::WorkType::CO}}};
  MailOffice office{mail};
  const auto shown =
      json_of(office.get("maria", "/batches/" + std::to_string(office.batch().value())));
  const auto& parts = shown.at("virtual_batches").as_array();
  REQUIRE((parts.size() == 4));
  CHECK((parts[0].at("name").as_string() == "Coupons"));
  CHECK((parts[0].at("envelopes").as_int64() == 2));
  CHECK((parts[0].at("unkeyed").as_int64() == 2));
  CHECK((parts[1].at("amount_cents").as_int64() == 900));

  const auto keyed_of = [&](const std::string& part) {
    return json_of(
        office.post("maria", "/leases",
                    {{"batch", office.batch().value()}, {"virtual_batch", part}, {"at_most", 10}}));
  };
  CHECK((keyed_of("Checks alone").at("items").as_array().size() == 1));
  CHECK((keyed_of("Coupons").at("items").as_array().size() == 2));
  CHECK(keyed_of("Undecided").at("items").as_array().empty());
  CHECK((office
             .post("maria", "/leases",
                   {{"batch", office.batch().value()}, {"virtual_batch", "Tax"}, {"at_most", 1}})
             .status == 422));
  CHECK((office.post("maria", "/leases", {{"virtual_batch", "Coupons"}, {"at_most", 1}}).status ==
         422));
}

TEST_CASE("A task to repair a MICR line brings its symbols, and where they stand",
          "[service][api]") {
  auto mail = check_to_repair();
  MailOffice office{mail};
  const auto leased = json_of(office.post("maria", "/leases", {{"field", "micr"}, {"at_most", 1}}));
  const auto& task = leased.at("items").at(0).as_object();
  const auto& line = task.at("seen").at("lines").at(0);
  CHECK((line.at("type").as_string() == "e13b"));
  CHECK((line.at("box").at("left").as_double() == Approx(0.1)));
  const auto& open = line.at("symbols").at(5);
  CHECK((open.at("symbol").as_string() == "?"));
  CHECK((open.at("second").as_string() == "8"));
  CHECK((task.at("crop").at("top").as_double() == Approx(0.86)));
  REQUIRE((answer(office, "maria", task, "⑆021000021⑆123456789⑈1").status == 200));
}

TEST_CASE("The symbols of a document are shown with their chances, to whoever sees its picture",
          "[service][api]") {
  auto mail = check_to_repair();
  MailOffice office{mail};
  const auto documents = office.books().store().load_batch(office.batch()).value().documents;
  const auto path = [](const deposit::Document& document) {
    return "/documents/" + std::to_string(document.id.value()) + "/symbols";
  };
  const auto seen = json_of(office.get("theo", path(documents.at(1))));
  CHECK((seen.at("width").as_int64() == 1000));
  const auto& symbol = seen.at("lines").at(0).at("symbols").at(1);
  CHECK((symbol.at("symbol").as_string() == "0"));
  CHECK((symbol.at("error").as_double() == Approx(0.001)));
  const auto none = json_of(office.get("theo", path(documents.at(0))));
  CHECK(none.at("lines").as_array().empty());
  CHECK((office.get("theo", "/documents/9999/symbols").status == 404));
  CHECK((office.get("", path(documents.at(1))).status == 401));
}

TEST_CASE("A7.3: a leased task is answered and its batch moves on", "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  const auto task = lease_one(office, "maria");
  CHECK((task.at("field").as_string() == "amount"));
  CHECK((task.at("lease").at("by").as_string() == "maria"));
  CHECK((task.at("suggestions").at(0).at("value").as_string() == "500"));
  CHECK((task.at("crop").at("side").as_string() == "front"));
  const auto answered = answer(office, "maria", task, "500");
  REQUIRE((answered.status == 200));
  const auto body = json_of(answered);
  CHECK((body.at("batch").at("open_tasks").as_int64() == 1));
  CHECK((body.at("batch").at("counted").at("amount_cents").as_int64() == 500));
  CHECK((body.at("transaction").at("tender_cents").as_int64() == 500));
  CHECK((body.at("task").at("state").as_string() == "answered"));
}

TEST_CASE("Another person's task cannot be answered, and the answer says whose it is",
          "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  const auto task = lease_one(office, "maria");
  const auto refused = answer(office, "sam", task, "500");
  CHECK((refused.status == 409));
  CHECK((json_of(refused).at("current").at("lease").at("by").as_string() == "maria"));
  CHECK((answer(office, "theo", task, "500").status == 403));
}

TEST_CASE("A value that cannot answer is refused with the rule's sentence", "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  const auto refused = answer(office, "maria", lease_one(office, "maria"), "12.34");
  CHECK((refused.status == 422));
  CHECK((json_of(refused).at("pointer").as_string() == "/value"));
  CHECK((json_of(refused).at("detail").as_string().find("whole cents") != std::string::npos));
}

TEST_CASE("One builds a deposit, only another approves it, for the amount that was seen",
          "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  CHECK((office.post("sam", office.batch_path() + "/deposits").status == 422));
  key_all(office);
  const auto built = office.post("sam", office.batch_path() + "/deposits");
  REQUIRE((built.status == 201));
  const auto deposit = json_of(built).at("deposits").at(0).as_object();
  CHECK((deposit.at("total_cents").as_int64() == 1200));
  CHECK_FALSE(deposit.at("may_approve").as_bool());
  CHECK((deposit.at("approval_note").as_string() ==
         "You built this deposit, so someone else must approve it: Theo Grant."));
  const auto path = "/deposits/BOX/" + std::string{deposit.at("ticket").as_string()};
  CHECK((office.post("sam", path + "/approve", {{"total_cents", 1200}}).status == 403));
  CHECK((office.post("theo", path + "/approve", {{"total_cents", 1199}}).status == 409));
  CHECK(json_of(office.get("theo", path)).at("may_approve").as_bool());
  const auto approved = office.post("theo", path + "/approve", {{"total_cents", 1200}});
  REQUIRE((approved.status == 200));
  const auto body = json_of(approved);
  CHECK((body.at("state").as_string() == "approved"));
  CHECK((body.at("sums").at("ledger_cents").as_int64() == 1200));
  CHECK((body.at("sums").at("items_cents").as_int64() == 1200));
  CHECK((body.at("files").as_array().size() >= 2));
  CHECK((body.at("lines").as_array().size() == 2));
  const auto ticket = office.get("maria", path + "/ticket.pdf");
  REQUIRE((ticket.status == 200));
  CHECK(ticket.text.starts_with("%PDF"));
  const auto fault = office.books().store().first_fault();
  REQUIRE(fault.has_value());
  CHECK((fault->value_or("") == ""));
}

TEST_CASE("A12.1: a day is closed when its money is in approved deposits, and not before",
          "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  const auto day = json_of(office.get("sam", "/days/2026-11-23"));
  CHECK((day.at("state").as_string() == "open"));
  CHECK_FALSE(day.at("may_close").as_bool());
  CHECK((day.at("exceptions_by_age").at(0).at("count").as_int64() == 2));
  const auto cut = office.post("sam", "/days/2026-11-23/cut-off", {{"version", day.at("version")}});
  REQUIRE((cut.status == 200));
  CHECK((office.post("sam", "/days/2026-11-23/cut-off", {{"version", day.at("version")}}).status ==
         409));
  const json::object version{{"version", json_of(cut).at("version")}};
  CHECK((office.post("sam", "/days/2026-11-23/close", version).status == 422));
  CHECK((office.post("maria", "/days/2026-11-23/close", version).status == 403));
}

TEST_CASE("Everybody is shown what they may do next", "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  const auto first = json_of(office.get("maria", "/work"));
  CHECK((first.at("lines").at(0).at("kind").as_string() == "key"));
  CHECK((first.at("lines").at(0).at("count").as_int64() == 2));
  key_all(office);
  CHECK(json_of(office.get("maria", "/work")).at("lines").as_array().empty());
  CHECK((json_of(office.get("maria", "/work")).at("mine").at("keyed_today").as_int64() == 2));
  const auto theo = json_of(office.get("theo", "/work"));
  CHECK((theo.at("lines").at(0).at("kind").as_string() == "build"));
  CHECK((office.get("", "/work").status == 401));
}

TEST_CASE("C-07: a supervisor corrects declared totals, once the batch was seen as it is",
          "[service][api]") {
  auto mail = two_envelopes();
  mail.declared(4, 1300);
  MailOffice office{mail};
  key_all(office);
  const auto batch = json_of(office.get("maria", office.batch_path()));
  CHECK_FALSE(batch.at("balanced").as_bool());
  CHECK((batch.at("difference").at("amount_cents").as_int64() == -100));
  json::object correction{{"documents", 4},
                          {"amount_cents", 1200},
                          {"reason", "Added wrongly."},
                          {"version", batch.at("version").as_int64() + 1}};
  CHECK((office.post("sam", office.batch_path() + "/control", correction).status == 409));
  correction["version"] = batch.at("version");
  CHECK((office.post("maria", office.batch_path() + "/control", correction).status == 403));
  const auto corrected = office.post("sam", office.batch_path() + "/control", correction);
  REQUIRE((corrected.status == 200));
  CHECK(json_of(corrected).at("balanced").as_bool());
  CHECK((json_of(corrected).at("corrections").at(0).at("corrected_by").as_string() == "sam"));
}

TEST_CASE("A day closes over what goes back, which is counted as returned", "[service][api]") {
  auto mail = two_envelopes();
  mail.declared(4, 700);
  MailOffice office{mail};
  const json::object why{{"sequence", 2}, {"reason", "No amount on it."}};
  office.send_back(2);
  REQUIRE((answer(office, "maria", lease_one(office, "maria"), "700").status == 200));
  const auto built = office.post("sam", office.batch_path() + "/deposits");
  REQUIRE((built.status == 201));
  const auto ticket =
      std::string{json_of(built).at("deposits").at(0).as_object().at("ticket").as_string()};
  REQUIRE(
      (office.post("theo", "/deposits/BOX/" + ticket + "/approve", {{"total_cents", 700}}).status ==
       200));
  const auto step = [&](const std::string& name) {
    const auto day = json_of(office.get("sam", "/days/2026-11-23"));
    return office.post("sam", "/days/2026-11-23/" + name, {{"version", day.at("version")}}).status;
  };
  CHECK((step("cut-off") == 200));
  CHECK((step("close") == 200));
  CHECK((office.post("sam", office.batch_path() + "/resumptions", why).status == 409));
  const auto fault = office.books().store().first_fault();
  REQUIRE(fault.has_value());
  CHECK((fault->value_or("") == ""));
}

TEST_CASE("A supervisor forces a batch whose difference is known, with a reason",
          "[service][api]") {
  auto mail = two_envelopes();
  mail.declared(4, 1300);
  MailOffice office{mail};
  const auto path = office.batch_path();
  const auto force = [&](const std::string& person) {
    const auto version = json_of(office.get("sam", path)).at("version");
    return office.post(person, path + "/force", {{"reason", "Miscounted."}, {"version", version}});
  };
  CHECK((force("sam").status == 409));  // Amounts are still to be keyed.
  key_all(office);
  CHECK((force("maria").status == 403));
  CHECK((office.post("sam", path + "/force", {{"reason", "x"}, {"version", 0}}).status == 409));
  const auto forced = force("sam");
  REQUIRE((forced.status == 200));
  CHECK(json_of(forced).at("balanced").as_bool());
  const auto accepted = json_of(forced).at("accepted_differences").at(0).as_object();
  CHECK((accepted.at("amount_cents").as_int64() == -100));
  CHECK(accepted.at("holds").as_bool());
  CHECK((force("sam").status == 409));  // Nothing is left to force.
}

TEST_CASE("A document has its picture, its reads masked and where its paper is", "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  const auto documents = json_of(office.get("maria", office.batch_path() + "/documents"));
  const auto id = std::to_string(documents.at("items").at(1).at("id").as_int64());
  const auto record = json_of(office.get("maria", "/documents/" + id));
  CHECK((record.at("kind").as_string() == "check"));
  CHECK((record.at("paper").as_string().find("tray") != std::string::npos));
  CHECK_FALSE(record.at("audit").as_array().empty());
  CHECK((json::serialize(record).find("123456789") == std::string::npos));
  const auto picture = office.get("maria", "/documents/" + id + "/images/front?rotate=90");
  REQUIRE((picture.status == 200));
  CHECK((picture.headers.find("Content-Type") == "image/png"));
  CHECK((picture.headers.find("Cache-Control") == "no-store"));
  CHECK((office.get("maria", "/documents/" + id + "/images/rear").status == 404));
  CHECK((office.get("maria", "/documents/" + id + "/images/front?crop=0.5,0,0.6,1").status == 422));
}

TEST_CASE(
    "A document names its questions without their answers, and one is corrected with a reason",
    "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  REQUIRE((answer(office, "maria", lease_one(office, "maria"), "500").status == 200));
  const auto documents = json_of(office.get("maria", office.batch_path() + "/documents"));
  const auto path = "/documents/" + std::to_string(documents.at("items").at(1).at("id").as_int64());
  const auto task = json_of(office.get("maria", path)).at("tasks").at(0).as_object();
  CHECK((task.at("field").as_string() == "amount"));
  CHECK((task.at("answered_by").as_string() == "maria"));
  CHECK((json::serialize(task).find("500") == std::string::npos));
  json::object correction{
      {"value", "600"}, {"reason", "Misread."}, {"version", task.at("version")}};
  const auto correct = "/tasks/" + std::to_string(task.at("id").as_int64()) + "/correct";
  REQUIRE((office.post("maria", correct, correction).status == 200));
  CHECK((office.post("maria", correct, correction).status == 409));
  const auto record = json_of(office.get("maria", path));
  CHECK((record.at("item").at("amount_cents").as_int64() == 600));
}

TEST_CASE("An account is found by its end and shown whole only with right and reason",
          "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  const auto found = json_of(office.get("maria", "/accounts?q=8579"));
  REQUIRE((found.at("items").as_array().size() == 1));
  const auto account = found.at("items").at(0).as_object();
  CHECK((account.at("account").as_string() == "••••8579"));
  const auto path = "/accounts/" + std::string{account.at("ref").as_string()};
  CHECK((office.get("maria", path).status == 200));
  CHECK((office.post("maria", path + "/reveal", {{"reason", "The payer calls."}}).status == 403));
  CHECK((office.post("sam", path + "/reveal", {{"reason", " "}}).status == 422));
  const auto revealed = office.post("sam", path + "/reveal", {{"reason", "The payer calls."}});
  CHECK((json_of(revealed).at("account").as_string() == "3496098579"));
  const auto notes = office.books().finder().audit(
      {std::nullopt, {}, std::string{account.at("ref").as_string()}, 0}, 10);
  REQUIRE(notes.has_value());
  REQUIRE((notes->size() == 1));
  CHECK((notes->front().actor == "sam"));
  CHECK((notes->front().reason == "The payer calls."));
}

TEST_CASE("An account that is imported while people key can be answered at once",
          "[service][api]") {
  auto mail = two_envelopes();
  mail.check(300, "3").declared(5, 1500);
  MailOffice office{mail};
  CHECK((office.get("maria", "/tasks").status == 200));
  const json::object file{
      {"lockbox", "BOX"},
      {"text",
       "account,bill_type,name,address,balance_due,due_date,fund,deposit_account,status\n"
       "26,utility,JUNE CHO,3437 MAGNOLIA DR,3.00,12/01/2026,401,OPERATING,open\n"},
      {"dry_run", false}};
  const auto imported = office.post("sam", "/account-files", file);
  REQUIRE((imported.status == 200));
  CHECK(json_of(imported).at("bad_lines").as_array().empty());
  CHECK((json_of(office.get("maria", "/search?q=june")).at("items").as_array().size() == 1));
}

TEST_CASE("What is not known or not whole is refused", "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  const auto unknown = office.post("maria", "/leases", {{"at_most", 1}, {"colour", "red"}});
  CHECK((unknown.status == 422));
  CHECK((json_of(unknown).at("pointer").as_string() == "/colour"));
  CHECK((office.post("maria", "/leases", {{"at_most", 11}}).status == 422));
  CHECK((office.get("maria", "/batches/99").status == 404));
  CHECK((office.get("maria", "/deposits/BOX/000001").status == 404));
  CHECK((office.get("maria", "/days/2026-11-31").status == 404));
  CHECK((office.get("maria", "/batches?business_day=monday").status == 422));
}

TEST_CASE("Reports of a day and a batch are there as CSV", "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  key_all(office);
  const auto day = office.get("theo", "/reports/day/2026-11-23.csv");
  REQUIRE((day.status == 200));
  CHECK((day.text.find("total,,,open,12.00") != std::string::npos));
  CHECK((office.get("theo", "/reports/day/2026-11-23.json").status == 200));
  CHECK((office.get("theo", "/reports/day/2026-11-23.exe").status == 404));
  const auto deposits = office.get("theo", "/reports/deposits/2026-11-23.csv");
  REQUIRE((deposits.status == 200));
  CHECK((deposits.text.find("total,,,,,,0,0.00,,,") != std::string::npos));
  CHECK((office.get("theo", "/reports/deposits/2026-11-23.json").status == 404));
  const auto tape = office.get("theo", "/reports/tape/1.csv");
  REQUIRE((tape.status == 200));
  CHECK((tape.text.find("total,,,12.00") != std::string::npos));
}

TEST_CASE("The hours of a day say who captured and answered how much", "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  key_all(office);
  const auto hours = json_of(office.get("theo", "/reports/throughput/2026-11-23.json"));
  std::int64_t documents = 0;
  std::int64_t answers = 0;
  for (const auto& item : hours.at("items").as_array()) {
    documents += item.at("documents").as_int64();
    answers += item.at("answers").as_int64();
    if (item.at("answers").as_int64() > 0) CHECK((item.at("person") == "maria"));
  }
  CHECK((documents == 4));
  CHECK((answers > 0));
  const auto csv = office.get("theo", "/reports/throughput/2026-11-23.csv").text;
  CHECK((csv.find("total,,,4," + std::to_string(answers) + "\r\n") != std::string::npos));
}

TEST_CASE("C-26: a bank's cut-off is told with the deposits that still wait for approval",
          "[service][api]") {
  auto mail = two_envelopes();
  MailOffice office{mail};
  const auto told = json_of(office.get("theo", "/days/2026-11-23/cut-offs"));
  REQUIRE((told.at("items").as_array().size() == 1));
  const auto& cut_off = told.at("items").as_array().front();
  CHECK((cut_off.at("time") == "14:00"));
  CHECK((cut_off.at("at").as_string().starts_with("2026-11-23T")));
  CHECK((cut_off.at("waiting_deposits") == 0));
  key_all(office);
  REQUIRE((office.post("theo", "/batches/1/deposits", {}).status == 201));
  const auto after = json_of(office.get("theo", "/days/2026-11-23/cut-offs"));
  CHECK((after.at("items").as_array().front().at("waiting_cents") == 1'200));
  CHECK((office.get("theo", "/days/2026-11-24/cut-offs").status == 404));
}

TEST_CASE("An account is offered with its number masked and answered by its ref",
          "[service][api]") {
  BatchBuilder mail;
  mail.account("3496098579", 500).coupon("3496098570", 500).check(500, "1").declared(2, 500);
  MailOffice office{mail};
  const auto task = lease_one(office, "maria");
  REQUIRE((task.at("field").as_string() == "account"));
  CHECK((json::serialize(task).find("3496098579") == std::string::npos));
  const auto& offered = task.at("suggestions").at(0);
  CHECK((offered.at("label").as_string().find("8579") != std::string::npos));
  const std::string ref{offered.at("value").as_string()};
  CHECK((ref.starts_with("ref:")));
  CHECK((answer(office, "maria", task, "ref:0123").status == 422));
  const auto answered = answer(office, "maria", task, ref);
  REQUIRE((answered.status == 200));
  const auto fault = office.books().store().first_fault();
  REQUIRE(fault.has_value());
  CHECK((fault->value_or("") == ""));
}
