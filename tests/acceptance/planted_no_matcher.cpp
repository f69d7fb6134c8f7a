// Linked in place of the matcher: nothing ever matches.  The acceptance of the sample day must
// then fail, or it would not notice a matcher that does nothing.

#include "acceptance/sample_day.h"
#include "deposit/match/matching.h"
#include "support/catch.h"

namespace lockbox::deposit {

Match match_coupon(const DocumentFacts& coupon, const AccountIndex& /*accounts*/) {
  return {&coupon, MatchOutcome::UnknownAccount, nullptr, {}, "The matcher is off."};
}

Match match_check_only(const DocumentFacts& check, const AccountIndex& /*accounts*/) {
  return {&check, MatchOutcome::UnknownAccount, nullptr, {}, "The matcher is off."};
}

std::vector<Match> match_coupons(const Group& group, const AccountIndex& accounts) {
  std::vector<Match> matches;
  for (const auto* document : group.documents) {
    if (document->is_coupon()) matches.push_back(match_coupon(*document, accounts));
  }
  return matches;
}

}  // namespace lockbox::deposit

TEST_CASE("With the matcher off, the acceptance of the shipped day fails", "[acceptance]") {
  const std::filesystem::path day = "examples/riverton/day";
  CHECK_FALSE(
      lockbox::test::money_faults(lockbox::test::work_day(day), day / "accounts.csv").empty());
}
