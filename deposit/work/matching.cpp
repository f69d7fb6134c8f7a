#include "deposit/work/matching.h"

#include <algorithm>

#include "core/limits.h"

namespace lockbox::deposit {

namespace {

void settle_account(Match& match, const AccountNumber& number, const AccountIndex& accounts,
                    const std::string& how) {
  match.account = accounts.find(number);
  if (match.account == nullptr) {
    match.outcome = MatchOutcome::UnknownAccount;
    match.reason = "The account file does not have the account " + number.masked() + ".";
  } else if (match.account->status == AccountStatus::Closed) {
    match.outcome = MatchOutcome::ClosedAccount;
    match.reason = "The account " + number.masked() + " is closed.";
  } else {
    match.outcome = MatchOutcome::Matched;
    match.reason = "Account " + number.masked() + " " + how + ".";
  }
}

/// The code's own amounts first, then what the account file says is due.
std::vector<Money> expected_of(const CouponFact* coupon, const Account* account) {
  std::vector<Money> expected;
  if (coupon != nullptr) expected = coupon->code.expected_amounts;
  if (account != nullptr && account->balance_due > Money{} &&
      std::ranges::find(expected, account->balance_due) == expected.end()) {
    expected.push_back(account->balance_due);
  }
  if (expected.size() > limits::coupon_expected_amounts_max) {
    expected.resize(limits::coupon_expected_amounts_max);
  }
  return expected;
}

}  // namespace

Match match_coupon(const DocumentFacts& coupon, const AccountIndex& accounts) {
  Match match;
  match.document = &coupon;
  if (coupon.keyed_account) {
    settle_account(match, *coupon.keyed_account, accounts, "keyed by a person");
  } else if (!coupon.coupon) {
    match.reason = "The coupon's code could not be read.";
  } else if (!coupon.coupon->code.check_digit_verified) {
    match.reason = "This kind of coupon has no check digit; its code alone proves nothing.";
  } else {
    settle_account(match, coupon.coupon->code.account, accounts,
                   "by " + coupon.coupon->format + " code with check digit");
    if (match.account != nullptr && match.account->bill_type != coupon.coupon->code.bill_type) {
      match.outcome = MatchOutcome::Unread;
      match.reason = "The code is of type " + coupon.coupon->code.bill_type +
                     ", the account of type " + match.account->bill_type + ".";
      match.account = nullptr;
    }
  }
  match.expected = expected_of(coupon.coupon ? &*coupon.coupon : nullptr, match.account);
  return match;
}

Match match_check_only(const DocumentFacts& check, const AccountIndex& accounts) {
  Match match;
  match.document = &check;
  if (check.keyed_account) {
    settle_account(match, *check.keyed_account, accounts, "keyed by a person");
    match.expected = expected_of(nullptr, match.account);
  } else {
    match.reason = "A check without a coupon: nothing on it that was read names an account.";
  }
  return match;
}

std::vector<Match> match_coupons(const Group& group, const AccountIndex& accounts) {
  std::vector<Match> matches;
  for (const auto* document : group.documents) {
    if (document->is_coupon()) matches.push_back(match_coupon(*document, accounts));
  }
  return matches;
}

}  // namespace lockbox::deposit
