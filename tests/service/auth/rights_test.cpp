#include "service/auth/rights.h"

#include <set>

#include "support/catch.h"

using namespace lockbox::service::auth;

TEST_CASE("Each right has a name of its own that leads back to it", "[auth]") {
  std::set<std::string_view> names;
  for (const auto& [right, name, may] : right_names) {
    CHECK(parse_right(name) == right);
    CHECK(name_of(right).name == name);
    CHECK_FALSE(may.empty());
    names.insert(name);
  }
  CHECK(names.size() == right_count);
  CHECK_FALSE(parse_right("Key"));
  CHECK_FALSE(parse_right(""));
}

TEST_CASE("A role has the rights that offices expect of it", "[auth]") {
  CHECK(*rights_of_role("mailroom") ==
        RightSet{Right::Capture, Right::Key, Right::Verify, Right::Balance, Right::TakeReceipts});
  CHECK(*rights_of_role("treasury") == RightSet{Right::BuildDeposit, Right::ApproveDeposit,
                                                Right::Audit, Right::CorrectAccounts,
                                                Right::Custody, Right::ArrangeCredit});
  CHECK(*rights_of_role("department") == RightSet{Right::Decide});
  CHECK(*rights_of_role("auditor") == RightSet{Right::Audit, Right::Watch, Right::WorkFindings});
  CHECK(*rights_of_role("administrator") == RightSet{Right::Administer});
  auto all = *rights_of_role("supervisor");
  CHECK_FALSE(all.has(Right::Administer));
  all.add(Right::Administer);
  // Supervisors decide by their right to force, and see findings that auditors work.
  all.add(Right::Decide);
  all.add(Right::WorkFindings);
  CHECK(rights_in(all).size() == right_count);
  CHECK_FALSE(rights_of_role("nobody"));
}

TEST_CASE("Nobody who administers users touches money by that role", "[auth]") {
  const auto administrator = *rights_of_role("administrator");
  for (const auto& role : roles)
    if (role.name != "administrator") CHECK_FALSE(administrator.meets(role.rights));
}

TEST_CASE("Sets of rights join and compare", "[auth]") {
  constexpr RightSet key{Right::Key};
  constexpr RightSet audit{Right::Audit};
  constexpr auto both = key.united_with(audit);
  STATIC_REQUIRE(both.includes(key));
  STATIC_REQUIRE_FALSE(key.includes(both));
  STATIC_REQUIRE(RightSet{}.empty());
  STATIC_REQUIRE_FALSE(key.meets(audit));
  CHECK(rights_in(both) == std::vector{Right::Key, Right::Audit});
}

TEST_CASE("C-02: receiving, depositing, reconciling, auditing and giving rights are not combined",
          "[auth]") {
  using Held = std::vector<std::string>;
  CHECK(conflict_among(Held{"mailroom", "treasury"}));
  CHECK(conflict_among(Held{"supervisor", "department", "treasury"}));
  CHECK(conflict_among(Held{"auditor", "mailroom"}));
  CHECK(conflict_among(Held{"administrator", "supervisor"}));
  CHECK_FALSE(conflict_among(Held{"mailroom", "department"}));
  CHECK_FALSE(conflict_among(Held{"auditor", "administrator"}));
  CHECK_FALSE(conflict_among(Held{}));
  for (const auto& conflict : role_conflicts) {
    CHECK(rights_of_role(conflict.first));
    CHECK(rights_of_role(conflict.second));
  }
}
