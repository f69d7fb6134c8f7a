#pragma once

/// @file
/// Which account a coupon or a check means, by which rule, and how certain that is.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "deposit/match/payer.h"
#include "deposit/model/match.h"
#include "deposit/work/facts.h"
#include "deposit/work/grouping.h"

namespace lockbox::deposit {

enum class MatchOutcome {
  Matched,         ///< Open accounts, by a rule that is certain or by a person.
  ClosedAccount,   ///< The account is in the file and closed.
  UnknownAccount,  ///< The number is certain, the file does not have it.
  Unread,          ///< Nothing certain was found: a person must say.
};

/// What one document says about an account.
struct Match {
  const DocumentFacts* document = nullptr;
  MatchOutcome outcome = MatchOutcome::Unread;
  const Account* account = nullptr;    ///< For Matched and ClosedAccount.
  std::vector<Money> expected;         ///< What may be paid on it, at most five.
  std::string reason;                  ///< A sentence; the evidence, or why a person is needed.
  MatchRule rule = MatchRule::Person;  ///< For Matched.
  std::vector<Share> split;            ///< For Matched, when it is divided; then `account` is null.
};

/// What the books know beyond the batch.
struct MatchKnowledge {
  MatchRules rules;
  KnownPayers payers;  ///< Of the checks that `wanted_payers` named.
};

/// The default rules, and nobody known.
[[nodiscard]] const MatchKnowledge& no_knowledge();

struct MatchInputs {
  const AccountIndex& accounts;
  const MatchKnowledge& knowledge;
};

/// Matches one coupon: a person's word, else the rules in their order.  `payer` is the envelope's,
/// when it has one check and this coupon alone; its amount is `paid`.
struct CouponPayer {
  const KnownPayer* payer = nullptr;
  Money paid;
};
[[nodiscard]] Match match_coupon(const DocumentFacts& coupon, const MatchInputs& inputs,
                                 const CouponPayer& payer);

/// Matches a check that came without a coupon: a person's word, else what is known of its payer.
[[nodiscard]] Match match_check_only(const DocumentFacts& check, const MatchInputs& inputs);

/// The matches of a group's coupons, in physical order.
[[nodiscard]] std::vector<Match> match_coupons(const Group& group, const MatchInputs& inputs);

/// The checks whose payers could place money that nothing else places.
[[nodiscard]] std::vector<const DocumentFacts*> wanted_payers(
    const std::vector<DocumentFacts>& documents, const AccountIndex& accounts,
    const MatchRules& rules);

/// How many of a million matches by the rule are wrong, at most, with 95 % confidence: measured by
/// `lockbox bench match`.  Nothing for a person's word and for what was not measured.
[[nodiscard]] std::optional<std::int64_t> wrong_ppm_of(MatchRule rule);

}  // namespace lockbox::deposit
