#include "deposit/match/allocation.h"

#include <algorithm>

#include "deposit/match/expected_amounts.h"
#include "deposit/match/successor.h"

namespace lockbox::deposit {

namespace {

void add_suspense(Allocation& allocation, Money amount, SuspenseReason reason) {
  if (amount.is_zero()) return;
  allocation.suspense += amount;
  if (!allocation.suspense_reason) allocation.suspense_reason = reason;
}

void apply(Allocation& allocation, const Account& account, Money amount) {
  const auto same = std::ranges::find(allocation.applied, account.number, &Application::account);
  if (same != allocation.applied.end()) {
    same->amount += amount;
    return;
  }
  allocation.applied.push_back(
      {account.number, account.bill_type, account.fund, account.deposit_account, amount});
}

/// Gives `amount` to the match's account, or to suspense when that cannot take it.
void give(Allocation& allocation, const Match& match, Money amount) {
  if (amount.is_zero()) return;
  switch (match.outcome) {
    case MatchOutcome::Matched:
      break;
    case MatchOutcome::ClosedAccount:
      return add_suspense(allocation, amount, SuspenseReason::ClosedAccount);
    case MatchOutcome::UnknownAccount:
      return add_suspense(allocation, amount, SuspenseReason::UnknownAccount);
    case MatchOutcome::Unread:
      return add_suspense(allocation, amount, SuspenseReason::UnknownPayer);
  }
  apply(allocation, *match.account, amount);
}

/// Gives each account its share and what is left over to suspense.  An account that closed since
/// takes nothing.
void divide(Allocation& allocation, const CheckOnlyPayment& check, const AccountIndex& accounts) {
  auto rest = check.amount;
  for (const auto& share : check.match.split) {
    const auto* account = accounts.find(share.account);
    if (account != nullptr && account->is_merged) account = merged_successor(*account, accounts);
    if (account == nullptr || account->status == AccountStatus::Closed || share.amount > rest) {
      continue;
    }
    apply(allocation, *account, share.amount);
    rest -= share.amount;
  }
  if (rest.is_zero()) return;
  allocation.evidence.push_back("Of the check, " + rest.to_string() +
                                (check.match.document->keyed_suspense == rest
                                     ? " goes to suspense by a person's word."
                                     : " is on no line of its list: to suspense."));
  add_suspense(allocation, rest, SuspenseReason::Unallocated);
}

/// A payment below all that is expected: the terms say whether its account takes it.
void allocate_short(Allocation& allocation, const Match& coupon, Money tender,
                    const PaymentTerms& terms) {
  const auto due = coupon.expected.front();
  const auto missing = due - tender;
  allocation.outcome = PaymentOutcome::Short;
  allocation.evidence.push_back("Partial payment: " + tender.to_string() + " of " +
                                due.to_string() + ".");
  const bool is_small = missing > Money{} && missing <= terms.write_off_max;
  if (is_small) {
    allocation.evidence.push_back("Short by " + missing.to_string() + ", of which up to " +
                                  terms.write_off_max.to_string() + " may be written off.");
  }
  if (terms.short_payment == ShortRule::Take || is_small) return give(allocation, coupon, tender);
  allocation.evidence.emplace_back(
      "Partial payments of this bill type are not taken: to suspense.");
  add_suspense(allocation, tender, SuspenseReason::Unallocated);
}

void allocate_single(Allocation& allocation, const Match& coupon, Money tender,
                     const PaymentTerms& terms) {
  if (std::ranges::find(coupon.expected, tender) != coupon.expected.end()) {
    allocation.outcome = PaymentOutcome::AsExpected;
    allocation.evidence.push_back("Paid as expected: " + tender.to_string() + ".");
    return give(allocation, coupon, tender);
  }
  allocation.outcome = PaymentOutcome::Unstated;
  if (coupon.expected.empty()) return give(allocation, coupon, tender);

  const auto most = *std::ranges::max_element(coupon.expected);
  if (tender <= most) return allocate_short(allocation, coupon, tender, terms);
  allocation.outcome = PaymentOutcome::Over;
  const auto over = (tender - most).to_string();
  if (terms.over_payment == OverRule::CreditOnAccount) {
    allocation.evidence.push_back("Overpaid by " + over + ": credit on account.");
    return give(allocation, coupon, tender);
  }
  allocation.evidence.push_back("Overpaid by " + over +
                                (terms.over_payment == OverRule::Refund
                                     ? ": due back to the payer, in suspense until it is refunded."
                                     : ": the excess to suspense."));
  give(allocation, coupon, most);
  add_suspense(allocation, tender - most, SuspenseReason::Overpayment);
}

void allocate_several(Allocation& allocation, std::span<const Match> coupons, Money tender) {
  std::vector<std::vector<Money>> expected;
  for (const auto& coupon : coupons) expected.push_back(coupon.expected);
  const auto split = split_by_expected(expected, tender);
  if (split.outcome == ExpectedSplit::Outcome::Unique) {
    allocation.outcome = PaymentOutcome::AsExpected;
    allocation.evidence.push_back("The coupons' expected amounts add up to the tender, " +
                                  tender.to_string() + ", in one way.");
    for (std::size_t i = 0; i < coupons.size(); ++i) give(allocation, coupons[i], split.amounts[i]);
    return;
  }
  allocation.outcome = PaymentOutcome::Unallocated;
  allocation.evidence.push_back(split.outcome == ExpectedSplit::Outcome::None
                                    ? "No choice of expected amounts adds up to the tender."
                                    : "Expected amounts add up to the tender in several ways.");
  add_suspense(allocation, tender, SuspenseReason::Unallocated);
}

}  // namespace

PaymentTerms terms_of(const Site& site, const std::string& bill_type, const BusinessDay& day) {
  PaymentTerms terms;
  if (site.overpayment == OverpaymentRule::Suspense) terms.over_payment = OverRule::Suspense;
  if (const auto* rule = site.payment_rules.find(bill_type, day)) {
    terms.over_payment = rule->over_payment.value_or(terms.over_payment);
    terms.short_payment = rule->short_payment;
    terms.write_off_max = rule->write_off_max;
  }
  return terms;
}

Allocation allocate_to_coupons(std::span<const Match> coupons, Money tender,
                               const PaymentTerms& terms) {
  Allocation allocation;
  if (tender.is_zero()) return allocation;
  for (const auto& coupon : coupons) allocation.evidence.push_back(coupon.reason);
  if (coupons.size() == 1) {
    allocate_single(allocation, coupons.front(), tender, terms);
  } else {
    allocate_several(allocation, coupons, tender);
  }
  return allocation;
}

Allocation allocate_check_only(std::span<const CheckOnlyPayment> checks,
                               const AccountIndex& accounts) {
  Allocation allocation;
  if (!checks.empty()) allocation.outcome = PaymentOutcome::Unstated;
  for (const auto& check : checks) {
    allocation.evidence.push_back(check.match.reason);
    if (check.match.split.empty()) {
      give(allocation, check.match, check.amount);
    } else {
      divide(allocation, check, accounts);
    }
  }
  return allocation;
}

}  // namespace lockbox::deposit
