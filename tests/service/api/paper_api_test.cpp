// Papers over the API: what should go back to its payer, and what was taken for something else.

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using lockbox::test::BatchBuilder;
using lockbox::test::json_of;
using lockbox::test::MailOffice;
namespace json = boost::json;

namespace {

/// A coupon and a check whose amount is to be keyed, twice.
BatchBuilder two_envelopes() {
  BatchBuilder mail;
  mail.account("3496098579", 500).account("5119374766", 700);
  mail.coupon("3496098579", 500).check(0, "1").coupon("5119374766", 700).check(0, "2");
  return mail;
}

}  // namespace

TEST_CASE("A9.2: a keyer proposes that an envelope goes back, and only who may decide sends it",
          "[service][api]") {
  auto mail = two_envelopes();
  mail.declared(4, 1300);
  MailOffice office{mail};
  const auto path = office.batch_path();
  const json::object why{{"sequence", 4}, {"reason", "Not signed."}};
  CHECK((office.post("maria", path + "/returns", why).status == 404));
  CHECK((office.post("sam", path + "/returns", why).status == 404));

  const auto raise = "/documents/" + std::to_string(office.document(4)) + "/exceptions";
  json::object proposal{{"reason", "closed_account"}, {"proposed", "accept"}};
  CHECK((office.post("maria", raise, proposal).status == 422));
  proposal["proposed"] = "return_to_payer";
  const auto raised = office.post("maria", raise, proposal);
  REQUIRE((raised.status == 200));
  const auto one = json_of(raised);
  CHECK((one.at("proposed").as_string() == "return_to_payer"));
  CHECK(one.at("holds").as_bool());  // The rule of a closed account deposits first.
  const auto waits = json_of(office.get("maria", path)).at("decisions").at(0).as_object();
  CHECK((waits.at("kind").as_string() == "hold"));

  const auto steps = "/exceptions/" + std::to_string(one.at("id").as_int64()) + "/steps";
  const json::object send{{"step", "return_to_payer"}, {"note", "It goes back."}};
  CHECK((office.post("maria", steps, send).status == 403));
  REQUIRE((office.post("sam", steps, send).status == 200));
  const auto letter = "/exceptions/" + std::to_string(one.at("id").as_int64()) + "/letter";
  CHECK(office.get("maria", letter).text.starts_with("%PDF"));
  CHECK((office.post("maria", path + "/resumptions", why).status == 403));
  CHECK((office.post("sam", path + "/resumptions", why).status == 200));
  CHECK((office.post("maria", path + "/holds", why).status == 200));
}

TEST_CASE("A7.5: a keyer makes a letter a payment, and only a supervisor makes a payment a letter",
          "[service][api]") {
  auto mail = two_envelopes();
  mail.letter().declared(6, 1300);
  MailOffice office{mail};
  const auto path = office.batch_path() + "/kinds";
  json::object wanted{{"sequence", 5}, {"kind", "money_order"}, {"reason", "It is one."}};
  CHECK((office.post("theo", path, wanted).status == 403));
  const auto corrected = office.post("maria", path, wanted);
  REQUIRE((corrected.status == 200));
  const auto correction = json_of(corrected).at("kind_corrections").at(0).as_object();
  CHECK((correction.at("kind").as_string() == "money_order"));
  CHECK((correction.at("corrected_by").as_string() == "maria"));
  wanted["kind"] = "correspondence";
  CHECK((office.post("maria", path, wanted).status == 403));
  CHECK((office.post("sam", path, wanted).status == 200));
  wanted["kind"] = "cash";
  CHECK((office.post("sam", path, wanted).status == 422));
}
