// Exceptions over HTTP: who raises them, who decides, and what each may not.

#include <string>

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using lockbox::test::BatchBuilder;
using lockbox::test::json_of;
using lockbox::test::MailOffice;
namespace json = boost::json;

namespace {

BatchBuilder one_check() {
  BatchBuilder mail;
  mail.account("3496098579", 500).coupon("3496098579", 500).check(500, "1");
  return mail;
}

std::string check_of(MailOffice& office) {
  const auto documents = json_of(office.get("sam", office.batch_path() + "/documents"));
  for (const auto& one : documents.at("items").as_array()) {
    if (one.at("kind").as_string() == "check") return std::to_string(one.at("id").as_int64());
  }
  return "0";
}

std::string raise_path(MailOffice& office) {
  return "/documents/" + check_of(office) + "/exceptions";
}

}  // namespace

TEST_CASE("Whoever keys raises an exception, and only its owner decides",
          "[service][api][exception]") {
  auto mail = one_check();
  MailOffice office{mail};
  const auto raised = office.post("maria", raise_path(office),
                                  {{"reason", "paid_in_full"}, {"note", "On the memo line."}});
  REQUIRE(raised.status == 200);
  const auto one = json_of(raised);
  CHECK(one.at("owner") == "supervisor");
  CHECK(one.at("raised_by") == "maria");
  CHECK_FALSE(one.at("may_decide").as_bool());

  const auto steps = "/exceptions/" + std::to_string(one.at("id").as_int64()) + "/steps";
  const json::object accept{{"step", "accept"}, {"note", "The debt is not disputed."}};
  CHECK(office.post("maria", steps, accept).status == 403);
  CHECK(office.post("sam", steps, {{"step", "dance"}, {"note", "No."}}).status == 422);
  CHECK(office.post("sam", steps, {{"step", "hold_until"}, {"note", "No day."}}).status == 422);
  const auto letter = "/exceptions/" + std::to_string(one.at("id").as_int64()) + "/letter";
  CHECK(office.get("sam", letter).status == 409);
  const auto decided = office.post("sam", steps, accept);
  REQUIRE(decided.status == 200);
  CHECK(json_of(decided).at("steps").at(0).at("by") == "sam");
}

TEST_CASE("What goes back has a letter, and is among what was decided",
          "[service][api][exception]") {
  auto mail = one_check();
  mail.declared(9, 9900);
  MailOffice office{mail};
  const auto raised = office.post("maria", raise_path(office), {{"reason", "unsigned"}});
  REQUIRE(raised.status == 200);
  const auto id = std::to_string(json_of(raised).at("id").as_int64());
  REQUIRE(office
              .post("sam", "/exceptions/" + id + "/steps",
                    {{"step", "return_to_payer"}, {"note", "Nobody signed."}})
              .status == 200);
  const auto letter = office.get("maria", "/exceptions/" + id + "/letter");
  CHECK(letter.status == 200);
  CHECK(letter.text.starts_with("%PDF"));
  CHECK(json_of(office.get("maria", "/exceptions")).at("items").as_array().empty());
  CHECK(json_of(office.get("maria", "/exceptions?closed=1")).at("items").as_array().size() == 1);
}

TEST_CASE("A supervisor puts a payer on the stop list and lifts it", "[service][api][exception]") {
  auto mail = one_check();
  MailOffice office{mail};
  const auto path = "/documents/" + check_of(office) + "/stop-entries";
  const json::object entry{{"reason", "cash_only"}, {"note", "It came back."}};
  CHECK(office.post("maria", path, entry).status == 403);
  CHECK(office.post("sam", path, {{"reason", "altered"}, {"note", "No."}}).status == 422);
  const auto set = office.post("sam", path, entry);
  REQUIRE(set.status == 200);
  const auto id = std::to_string(json_of(set).at("items").at(0).at("id").as_int64());
  CHECK(office.post("sam", "/stop-list/" + id + "/lifts", {{"reason", "Paid."}}).status == 200);
  CHECK(office.post("sam", "/stop-list/" + id + "/lifts", {{"reason", "Again."}}).status == 409);
}
