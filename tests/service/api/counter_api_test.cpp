// The counter over the API: from the float to the close of the day.

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::test;
namespace json = boost::json;

namespace {

const std::string day_path = "/days/2026-11-23";

/// A coupon without money, and a site that keeps a counter.
BatchBuilder counter_mail() {
  BatchBuilder mail;
  mail.account("5119374766", 700).coupon("5119374766", 700);
  const deposit::RevenueSpot permits{"322.100", "001", "OPERATING"};
  mail.site().counter = {
      {{"PERMIT", "Building permit", Money::from_cents(4500), {{permits, 10'000}}, 0},
       {"COPIES", "Copies", {}, {{permits, 10'000}}, 0}},
      deposit::RevenueSpot{"369.900", "001", "OPERATING"},
      Money::from_cents(500)};
  return mail;
}

json::array bills(std::int64_t twenties, std::int64_t tens, std::int64_t fives) {
  return {0, 0, twenties, tens, fives, 0, 0};
}

json::object cash(std::int64_t cents, std::int64_t given) {
  return {{"kind", "cash"}, {"amount_cents", cents}, {"given_cents", given}};
}

json::object receipt(json::array tenders, json::array lines, std::int64_t version = 1) {
  return {{"version", version},
          {"payer", "Ruth Adler"},
          {"tenders", std::move(tenders)},
          {"lines", std::move(lines)}};
}

json::object charge(const std::string& code, std::int64_t cents) {
  return {{"charge_code", code}, {"amount_cents", cents}};
}

/// Maria opens a drawer with 50.00; its path.
std::string open_drawer(MailOffice& office) {
  const auto opened =
      office.post("maria", "/drawers", {{"bills", bills(2, 1, 0)}, {"coin_cents", 0}});
  REQUIRE((opened.status == 201));
  return "/drawers/" + opened.member("id");
}

json::object counted(std::int64_t twenties, std::int64_t tens, std::int64_t fives,
                     std::int64_t cards) {
  return {{"bills", bills(twenties, tens, fives)},
          {"coin_cents", 0},
          {"checks", 0},
          {"money_orders", 0},
          {"card_slips", cards}};
}

}  // namespace

TEST_CASE("A5: cash and a card slip pay a charge, and the drawer is counted blind",
          "[service][api][counter]") {
  auto mail = counter_mail();
  MailOffice office{mail};
  const auto drawer = open_drawer(office);
  const json::object card{{"kind", "card_slip"},
                          {"amount_cents", 2000},
                          {"brand", "VISA"},
                          {"last4", "4242"},
                          {"authorisation", "A1B2"}};
  const auto made = office.post("maria", "/receipts",
                                receipt({cash(2500, 3000), card}, {charge("PERMIT", 4500)}));
  REQUIRE((made.status == 201));
  CHECK((made.member("name") == "R-000001"));
  CHECK((made.member("change_cents") == "500"));
  const auto paper = office.get("maria", "/receipts/1/paper");
  CHECK((paper.status == 200));
  CHECK((paper.text.starts_with("%PDF")));
  const auto own = json_of(office.get("maria", "/counter")).at("own").as_object();
  CHECK((own.at("expected_cents").is_null()));
  CHECK((own.at("over_short_cents").is_null()));
  const auto seen = office.post("maria", drawer + "/count", counted(3, 1, 1, 1));
  REQUIRE((seen.status == 200));
  CHECK((seen.member("expected_cents") == "7500"));
  CHECK((seen.member("over_short_cents") == "0"));
  CHECK((office.post("theo", drawer + "/accept", {{"version", 3}}).status == 422));
  const auto accepted =
      office.post("theo", drawer + "/accept", {{"version", 3}, {"bag_number", "B-1"}});
  CHECK((accepted.status == 200));
  CHECK((accepted.member("accepted_by") == "theo"));
}

TEST_CASE("C-21: card data and unknown members are refused before anything is stored",
          "[service][api][counter]") {
  auto mail = counter_mail();
  MailOffice office{mail};
  open_drawer(office);
  auto noted = receipt({cash(4500, 4500)}, {charge("PERMIT", 4500)});
  noted["note"] = "card 4111 1111 1111 1111";
  const auto refused = office.post("maria", "/receipts", noted);
  CHECK((refused.status == 422));
  CHECK((refused.text.find("4111") == std::string::npos));
  json::object card{{"kind", "card_slip"}, {"amount_cents", 4500},    {"brand", "VISA"},
                    {"last4", "4242"},     {"authorisation", "A1B2"}, {"cvv", "123"}};
  CHECK(
      (office.post("maria", "/receipts", receipt({card}, {charge("PERMIT", 4500)})).status == 422));
  CHECK((json_of(office.get("maria", "/counter")).at("own").at("receipts").as_array().empty()));
}

TEST_CASE("C-02: who may not take receipts does not, and nobody accepts an own count",
          "[service][api][counter]") {
  auto mail = counter_mail();
  MailOffice office{mail};
  CHECK((office.post("theo", "/drawers", {{"bills", bills(0, 0, 0)}, {"coin_cents", 0}}).status ==
         403));
  const auto opened =
      office.post("sam", "/drawers", {{"bills", bills(0, 0, 0)}, {"coin_cents", 0}});
  const auto drawer = "/drawers/" + opened.member("id");
  REQUIRE((office.post("sam", drawer + "/count", counted(0, 0, 0, 0)).status == 200));
  CHECK((office.post("sam", drawer + "/accept", {{"version", 2}}).status == 403));
  CHECK((office.post("theo", drawer + "/accept", {{"version", 2}}).status == 200));
}

TEST_CASE("A receipt that is asked for again with another key takes the money once",
          "[service][api][counter]") {
  auto mail = counter_mail();
  MailOffice office{mail};
  open_drawer(office);
  const auto asked = receipt({cash(4500, 4500)}, {charge("PERMIT", 4500)});
  REQUIRE((office.post("maria", "/receipts", asked).status == 201));
  CHECK((office.post("maria", "/receipts", asked).status == 409));
  const auto own = json_of(office.get("maria", "/counter")).at("own").as_object();
  CHECK((own.at("receipts").as_array().size() == 1));
}

TEST_CASE("What was taken at the counter is voided by its receipt, and neither held nor sent back",
          "[service][api][counter]") {
  auto mail = counter_mail();
  MailOffice office{mail};
  const auto drawer = open_drawer(office);
  const auto made =
      office.post("maria", "/receipts", receipt({cash(4500, 4500)}, {charge("PERMIT", 4500)}));
  REQUIRE((made.status == 201));
  const auto batch = "/batches/" + made.member("batch");
  const json::object why{{"sequence", 1}, {"reason", "Not signed."}};
  const auto held = office.post("maria", batch + "/holds", why);
  CHECK((held.status == 409));
  CHECK((held.text.find("This was taken at the counter") != std::string::npos));
  REQUIRE((office.post("maria", drawer + "/count", counted(4, 1, 1, 0)).status == 200));
  CHECK((office.post("theo", drawer + "/accept", {{"version", 3}, {"bag_number", "B-1"}}).status ==
         200));
}

TEST_CASE("The counter shows a drawer of another day for as long as it waits for somebody",
          "[service][api][counter]") {
  auto mail = counter_mail();
  MailOffice office{mail};
  const auto& header = mail.contents().batch.header;
  const auto friday = BusinessDay::parse("2026-11-20").value();
  auto& drawers = office.books().drawers();
  const deposit::Actor ben{"ben"};
  const auto id = drawers.open(header.site, {header.lockbox, friday, {}}, ben).value();
  const auto days_shown = [&] {
    std::vector<std::string> days;
    const auto shown = json_of(office.get("theo", "/counter"));
    for (const auto& one : shown.at("sessions").as_array()) {
      days.emplace_back(one.at("day").as_string());
    }
    return days;
  };
  CHECK((days_shown() == std::vector<std::string>{"2026-11-20"}));
  REQUIRE((drawers.count(header.site, id, {}, ben).has_value()));
  const auto path = "/drawers/" + std::to_string(id.value());
  REQUIRE((office.post("theo", path + "/accept", {{"version", 2}}).status == 200));
  CHECK((days_shown().empty()));
}

TEST_CASE("D12: a day with drawers is planned, deposited, settled and tied to the cent",
          "[service][api][counter]") {
  auto mail = counter_mail();
  MailOffice office{mail};
  const auto drawer = open_drawer(office);
  const json::object card{{"kind", "card_slip"},
                          {"amount_cents", 2000},
                          {"brand", "VISA"},
                          {"last4", "4242"},
                          {"authorisation", "A1B2"}};
  REQUIRE((office.post("maria", "/receipts", receipt({cash(4500, 4500)}, {charge("PERMIT", 4500)}))
               .status == 201));
  REQUIRE((office.post("maria", "/receipts", receipt({card}, {charge("COPIES", 2000)}, 2)).status ==
           201));
  // 85.00 of 95.00: ten dollars are short.
  REQUIRE((office.post("maria", drawer + "/count", counted(3, 2, 1, 1)).status == 200));
  const auto accepted =
      office.post("theo", drawer + "/accept", {{"version", 4}, {"bag_number", "B-1"}});
  REQUIRE((accepted.status == 200));
  CHECK((accepted.member("over_short_cents") == "-1000"));
  CHECK((office.post("sam", drawer + "/acknowledge", {{"reason", "A ten went out as a five."}})
             .status == 200));
  const auto batch = accepted.member("batch");
  REQUIRE((office.post("sam", "/batches/" + batch + "/deposits").status == 201));
  for (const auto& [ticket, cents] : {std::pair{"000001", 4500}, std::pair{"000002", 2000}}) {
    CHECK((office
               .post("theo", std::string{"/deposits/BOX/"} + ticket + "/approve",
                     {{"total_cents", cents}})
               .status == 200));
  }
  const auto tie = json_of(office.get("sam", day_path + "/tie"));
  const auto& lines = tie.at("lines").as_array();
  REQUIRE((lines.size() == 13));
  CHECK((lines.at(0).at("difference").as_int64() == 0));
  CHECK((lines.at(1).at("amount_cents").as_int64() == 4500));
  CHECK((lines.at(1).at("difference").as_int64() == 0));
  CHECK((lines.at(5).at("amount_cents").as_int64() == 6500));
  CHECK((lines.at(11).at("amount_cents").as_int64() == -1000));
  CHECK((lines.at(12).at("amount_cents").as_int64() == 2000));
  for (const auto& equation : tie.at("equations").as_array()) {
    INFO(json::serialize(equation));
    CHECK((equation.at("fault").is_null()));
  }
  CHECK((office.get("sam", day_path + "/tie/13").status == 200));
}

TEST_CASE(
    "C-26: after the cut-off a new drawer is of the next banking day, and an old one takes "
    "nothing more",
    "[service][api][counter]") {
  auto mail = counter_mail();
  MailOffice office{mail};
  open_drawer(office);
  const auto day = json_of(office.get("sam", "/days/2026-11-23"));
  REQUIRE(
      (office.post("sam", "/days/2026-11-23/cut-off", {{"version", day.at("version")}}).status ==
       200));
  const auto late =
      office.post("maria", "/receipts", receipt({cash(4500, 4500)}, {charge("PERMIT", 4500)}));
  CHECK((late.status == 409));
  CHECK((late.text.find("is cut off") != std::string::npos));
  const auto opened =
      office.post("sam", "/drawers", {{"bills", bills(2, 1, 0)}, {"coin_cents", 0}});
  REQUIRE((opened.status == 201));
  CHECK((opened.member("day") == "2026-11-24"));
}
