#pragma once

/// @file
/// Which account a coupon or a check means, and how certain that is.

#include <string>
#include <vector>

#include "deposit/work/facts.h"
#include "deposit/work/grouping.h"

namespace lockbox::deposit {

enum class MatchOutcome {
  Matched,         ///< An open account, by its code with check digit or by a person.
  ClosedAccount,   ///< The account is in the file and closed.
  UnknownAccount,  ///< The number is certain, the file does not have it.
  Unread,          ///< Nothing certain was read: a person must say.
};

/// What one document says about an account.
struct Match {
  const DocumentFacts* document = nullptr;
  MatchOutcome outcome = MatchOutcome::Unread;
  const Account* account = nullptr;  ///< For Matched and ClosedAccount.
  std::vector<Money> expected;       ///< What may be paid on it, at most five.
  std::string reason;                ///< A sentence; the evidence, or why a person is needed.
};

/// Matches one coupon: an exact code with check digit and an open account, or a person's word.
[[nodiscard]] Match match_coupon(const DocumentFacts& coupon, const AccountIndex& accounts);

/// Matches a check that came without a coupon: only a person can say whom it is for.
[[nodiscard]] Match match_check_only(const DocumentFacts& check, const AccountIndex& accounts);

/// The matches of a group's coupons, in physical order.
[[nodiscard]] std::vector<Match> match_coupons(const Group& group, const AccountIndex& accounts);

}  // namespace lockbox::deposit
