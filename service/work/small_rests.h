#pragma once

/// @file
/// Payments that are short by so little that the rule of their bill type lets the rest be written
/// off.

#include <vector>

#include "service/work/returns.h"

namespace lockbox::service::work {

struct ShortPayment {
  deposit::SmallRest rest;
  BusinessDay day;
  std::string bill_type;
  Money due;
};
/// Deposited payments since the day whose rest nobody has written off, oldest first, while all
/// that was paid stands where it was applied.  Only an envelope whose coupon says what was due is
/// counted: a balance of today says nothing of then.
[[nodiscard]] Result<std::vector<ShortPayment>> short_payments(deposit::Books& books,
                                                               const deposit::Site& site,
                                                               const BusinessDay& since);

/// NotFound when the envelope is no such payment.
[[nodiscard]] Result<deposit::ledger::Adjustment> write_off_rest(
    const CorrectionDesk& desk, const deposit::ledger::Origin& envelope,
    const deposit::Actor& actor);

}  // namespace lockbox::service::work
