#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "deposit/match/matching.h"
#include "deposit/model/site.h"

namespace lockbox::deposit {

/// Where a transaction's tender goes.  applied + suspense = tender, to the cent.
struct Allocation {
  std::vector<Application> applied;
  Money suspense;
  std::optional<SuspenseReason> suspense_reason;  ///< The first that occurred.
  PaymentOutcome outcome = PaymentOutcome::None;
  std::vector<std::string> evidence;

  /// Every coupon was paid exactly one of its expected amounts.
  [[nodiscard]] bool ties() const { return outcome == PaymentOutcome::AsExpected; }
};

/// Gives the tender to the coupons' accounts.  One coupon takes it all (short: a partial payment;
/// over: by the site's rule).  Several coupons take it only when their expected amounts add up to
/// it in exactly one way; else it waits in suspense.  Closed and unknown accounts take nothing.
[[nodiscard]] Allocation allocate_to_coupons(std::span<const Match> coupons, Money tender,
                                             OverpaymentRule overpayment);

/// One check that came without a coupon.
struct CheckOnlyPayment {
  Match match;
  Money amount;
};

/// Gives each check to the account that was found for it, or divides it as a person or the payer's
/// habit says; the rest goes to suspense.
[[nodiscard]] Allocation allocate_check_only(std::span<const CheckOnlyPayment> checks,
                                             const AccountIndex& accounts);

}  // namespace lockbox::deposit
