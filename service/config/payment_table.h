#pragma once

/// @file
/// [payment_rules] of SITE.toml: how a payment is applied within its account.  All of it may be
/// missing; then an account takes its payments as they come, and [overpayment] says the rest.
///
///     [payment_rules]
///     post_charges = true              # posting files tell the charges that a payment goes to
///
///     [[payment_rules.rule]]           # one for each bill type, and one more when it changes
///     bill_type = "utility"
///     from = 2026-10-01                # holds from this business day on; optional in one of them
///     order = ["plan_first", "penalty_first", "oldest_first", "service_order"]
///     plan_codes = ["PLAN"]            # charge codes of the account file; needed by plan_first,
///     penalty_codes = ["PENALTY"]      # penalty_first
///     services = ["WATER", "SEWER"]    # and service_order
///     short = "take"                   # or "suspense"
///     over = "credit_on_account"       # or "suspense", "refund"; without it as [overpayment] says
///     write_off_max = "0.05"           # short by no more may be written off; optional, and not
///                                      # above write_off_max of [corrections]

#include "deposit/model/payment_rules.h"
#include "service/config/table_reader.h"

namespace lockbox::service {

/// `write_off_max` is that of [corrections].
[[nodiscard]] deposit::PaymentRules read_payment_rules(TableReader& file, Money write_off_max);

}  // namespace lockbox::service
