// A possible duplicate over the API: what the person who decides is shown.

#include "service/api/mail_office.h"
#include "support/catch.h"

using namespace lockbox;
using lockbox::test::BatchBuilder;
using lockbox::test::json_of;
using lockbox::test::MailOffice;

TEST_CASE("A possible duplicate tells the document of the earlier capture, whose front is served",
          "[service][api]") {
  BatchBuilder mail;
  mail.account("3496098579", 500);
  for (int i = 0; i < 2; ++i) mail.coupon("3496098579", 500).check(500, "1");
  MailOffice office{mail};
  const auto leased =
      json_of(office.post("maria", "/leases", {{"field", "duplicate"}, {"at_most", 1}}));
  const auto& task = leased.at("items").at(0).as_object();
  CHECK((task.at("sequence").as_int64() == 4));
  const auto earlier = task.at("prior").at("document_id").as_int64();
  const auto path = "/documents/" + std::to_string(earlier);
  CHECK((json_of(office.get("maria", path)).at("sequence").as_int64() == 2));
  CHECK((office.get("maria", path + "/images/front").status == 200));
}
