#include <algorithm>
#include <string>
#include <vector>

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using lockbox::test::BatchBuilder;
using lockbox::test::json_of;
using lockbox::test::MailOffice;
namespace json = boost::json;

TEST_CASE("A document tells of boxes that are marked or in doubt, and of no others",
          "[service][api]") {
  BatchBuilder mail;
  mail.account("3496098579", 500).coupon("3496098579", 500);
  mail.check_box("address_change", encode::MarkState::Marked)
      .check_box("paperless", encode::MarkState::Empty)
      .check_box("call_me", encode::MarkState::Doubtful)
      .check(500, "1");
  MailOffice office{mail};
  const auto documents = json_of(office.get("maria", office.batch_path() + "/documents"));
  const auto id = std::to_string(documents.at("items").at(0).at("id").as_int64());
  const auto record = json_of(office.get("maria", "/documents/" + id));
  std::vector<std::string> told;
  for (const auto& read : record.at("reads").as_array()) {
    if (read.at("what") == "check_box") told.emplace_back(read.at("text").as_string());
  }
  CHECK((told == std::vector<std::string>{"Marked: address change", "Doubtful: call me"}));
  const auto evidence = json::serialize(record.at("transaction").at("evidence"));
  CHECK((evidence.find("Document 1: address change marked.") != std::string::npos));
}

TEST_CASE("Only a supervisor takes a refused picture as it is, and its record says who did",
          "[service][api]") {
  BatchBuilder mail;
  mail.account("3496098579", 500).coupon("3496098579", 500).check(500, "1").declared(2, 500);
  auto& refused = mail.contents().documents.at(1).reading.value();
  refused.fault = deposit::DocumentFault{"image_quality", "000002F.tif: too dark."};
  refused.is_acceptable = true;
  MailOffice office{mail};
  const auto documents = json_of(office.get("maria", office.batch_path() + "/documents"));
  const auto& document = documents.at("items").at(1);
  CHECK(document.at("may_accept_picture").as_bool());
  CHECK(document.at("accepted_picture").is_null());
  const auto batch_before = json_of(office.get("sam", office.batch_path()));
  const auto& differences = batch_before.at("differences").as_array();
  const auto* const named = std::ranges::find_if(differences, [&](const json::value& difference) {
    return difference.at("text").as_string().find("a supervisor accepts it") != std::string::npos;
  });
  REQUIRE((named != differences.end()));
  CHECK((named->at("document_id") == document.at("id")));
  const auto path = office.batch_path() + "/accepted-pictures";
  const json::object why{{"sequence", 2}, {"reason", "Coffee on the paper."}};
  CHECK((office.post("maria", path, why).status == 403));
  CHECK((office.post("theo", path, why).status == 403));
  CHECK((office.post("sam", path, {{"sequence", 2}, {"reason", ""}}).status == 422));
  CHECK((office.post("sam", path, {{"sequence", 1}, {"reason", "x"}}).status == 409));
  const auto accepted = office.post("sam", path, why);
  REQUIRE((accepted.status == 200));
  const auto batch = json_of(accepted);
  CHECK((batch.at("accepted_pictures").at(0).at("accepted_by").as_string() == "sam"));
  const auto record =
      json_of(office.get("maria", "/documents/" + std::to_string(document.at("id").as_int64())));
  CHECK((record.at("accepted_picture").at("reason").as_string() == "Coffee on the paper."));
  CHECK_FALSE(record.at("may_accept_picture").as_bool());
  CHECK((record.at("kind").as_string() == "check"));
  CHECK((office.post("sam", path, why).status == 409));
}
