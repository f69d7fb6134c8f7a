#include "deposit/model/office_rules.h"

#include "support/catch.h"

using namespace lockbox;
using namespace lockbox::deposit;

TEST_CASE("C-10, A15.4: a role's limit is its own, and of two roles the most generous counts",
          "[deposit][model]") {
  const std::vector<RoleLimit> limits{
      {"treasury", LimitedDeed::ApproveDeposit, Money::from_cents(1000'00)},
      {"supervisor", LimitedDeed::ApproveDeposit, Money::from_cents(5000'00)}};
  using Held = std::vector<std::string>;
  CHECK(limit_of(limits, Held{"treasury"}, LimitedDeed::ApproveDeposit) ==
        Money::from_cents(1000'00));
  CHECK(limit_of(limits, Held{"treasury", "supervisor"}, LimitedDeed::ApproveDeposit) ==
        Money::from_cents(5000'00));
  CHECK_FALSE(limit_of(limits, Held{"treasury"}, LimitedDeed::TakeReceipt));
  CHECK_FALSE(limit_of(limits, Held{"treasury", "mailroom"}, LimitedDeed::ApproveDeposit));
}
