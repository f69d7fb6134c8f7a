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

/// What becomes of a payment that is short or over.
struct PaymentTerms {
  OverRule over_payment = OverRule::CreditOnAccount;
  ShortRule short_payment = ShortRule::Take;
  Money write_off_max;  ///< Short by no more is no partial payment: it is taken.
};
/// Those of the bill type on the day; what its rule leaves open is the site's.
[[nodiscard]] PaymentTerms terms_of(const Site& site, const std::string& bill_type,
                                    const BusinessDay& day);

/// Gives the tender to the coupons' accounts.  One coupon takes it all (short and over: by the
/// terms).  Several coupons take it only when their expected amounts add up to
/// it in exactly one way; else it waits in suspense.  Closed and unknown accounts take nothing.
[[nodiscard]] Allocation allocate_to_coupons(std::span<const Match> coupons, Money tender,
                                             const PaymentTerms& terms);

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
