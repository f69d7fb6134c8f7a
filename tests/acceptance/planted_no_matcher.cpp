// Linked in place of the matcher: nothing ever matches.  The acceptance of the sample day must
// then fail, or it would not notice a matcher that does nothing.

#include "acceptance/sample_day.h"
#include "deposit/match/matching.h"
#include "support/catch.h"

namespace lockbox::deposit {

namespace {

Match nowhere(const DocumentFacts& document) {
  Match match;
  match.document = &document;
  match.outcome = MatchOutcome::UnknownAccount;
  match.reason = "The matcher is off.";
  return match;
}

}  // namespace

const MatchKnowledge& no_knowledge() {
  static const MatchKnowledge nothing;
  return nothing;
}

Match match_coupon(const DocumentFacts& coupon, const MatchInputs& /*inputs*/,
                   const CouponPayer& /*payer*/) {
  return nowhere(coupon);
}

Match match_check_only(const DocumentFacts& check, const MatchInputs& /*inputs*/) {
  return nowhere(check);
}

std::vector<Match> match_coupons(const Group& group, const MatchInputs& /*inputs*/) {
  std::vector<Match> matches;
  for (const auto* document : group.documents) {
    if (document->is_coupon()) matches.push_back(nowhere(*document));
  }
  return matches;
}

std::vector<const DocumentFacts*> wanted_payers(const std::vector<DocumentFacts>& /*documents*/,
                                                const AccountIndex& /*accounts*/,
                                                const MatchRules& /*rules*/) {
  return {};
}

}  // namespace lockbox::deposit

TEST_CASE("With the matcher off, the acceptance of the shipped day fails", "[acceptance]") {
  const std::filesystem::path day = "examples/riverton/day";
  CHECK_FALSE(
      lockbox::test::money_faults(lockbox::test::work_day(day), day / "accounts.csv").empty());
}
