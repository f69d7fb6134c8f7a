#include "service/config/exception_table.h"

#include "deposit/decide/policy.h"
#include "service/config/site_file.h"
#include "service/config/site_text.h"
#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::service;
using deposit::ExceptionAction;
using deposit::ExceptionReason;

TEST_CASE("A site says who decides about an exception, until when, and what happens else",
          "[config][exception]") {
  const auto site = parse_site(site_text + R"(
[exceptions]
item_limit = "50000.00"
[[exceptions.rule]]
reason = "unsigned"
at_deadline = "accept"
days = 7
owner = "water"
when = "deposit_first"
[[department]]
id = "water"
name = "Water"
people = ["ana"]
)",
                               "site.toml");
  REQUIRE(site.has_value());
  CHECK(site->exceptions.item_limit == Money::from_cents(50'000'00));
  const auto& policy = deposit::policy_of(site->exceptions, ExceptionReason::Unsigned);
  CHECK((policy == deposit::ExceptionPolicy{ExceptionAction::Accept, 7, "water",
                                            deposit::DecideWhen::DepositFirst, 0}));
  CHECK((deposit::policy_of(site->exceptions, ExceptionReason::Altered) ==
         deposit::default_policy(ExceptionReason::Altered)));
}

TEST_CASE("A fault in the rules of exceptions is named with its line", "[config][exception]") {
  const auto* const rule =
      GENERATE("reason = \"unsinged\"", "reason = \"unsigned\"\nat_deadline = \"hold_until\"",
               "reason = \"unsigned\"\nowner = \"parks\"", "reason = \"unsigned\"\ndays = 0",
               "reason = \"unsigned\"\ncolour = \"red\"");
  const auto site = parse_site(site_text + "\n[[exceptions.rule]]\n" + rule + "\n", "site.toml");
  REQUIRE_FALSE(site.has_value());
  CHECK_THAT(site.error().message, Catch::Contains("exceptions.rule"));
}

TEST_CASE("Nobody is a department twice, and none is called supervisor", "[config][exception]") {
  const auto site =
      parse_site(site_text + "\n[[department]]\nid = \"supervisor\"\nname = \"Us\"\npeople = []\n",
                 "site.toml");
  REQUIRE_FALSE(site.has_value());
}
