#pragma once

/// @file
/// [[security_deposit]], [referral] and [notices] of SITE.toml: what a site asks of customers whose
/// credit it looks at.  All of it may be missing.
///
///     [[security_deposit]]                 # one version of the rule of a bill type
///     bill_type = "utility"
///     from = 2027-01-01                    # holds from this business day on; missing: always
///     amount = "150.00"                    # a fixed sum; or, in its place, the next four:
///     bills = 12                           # so many last bills make the average
///     percent = 200                        # of the average bill
///     least = "50.00"                      # both optional
///     most = "500.00"
///     waivers = ["Good record elsewhere"]  # reasons for which it may be waived; optional
///     interest_basis_points = 200          # simple, a year: 2.00 %; missing: none
///     refund_months = 24                   # given back after so many good months; optional
///
///     [referral]
///     list_from = 50                       # points from which on an account is listed
///     least = "25.00"                      # less is not referred; optional
///     [[referral.score]]                   # of several steps of a factor the greatest counts
///     factor = "age_days"                  # age_days, amount, broken, returns, unpaid_days
///     from = 90                            # days or a number; for amount: "500.00"
///     points = 30
///
///     [notices]
///     installment_days = 5                 # an installment is told of so many days before

#include <filesystem>

#include "core/result.h"
#include "deposit/model/credit_rules.h"
#include "deposit/model/site.h"
#include "service/config/table_reader.h"

namespace lockbox::service {

/// The tables of a site file that is being read; `site` has its coupons.
deposit::CreditRules read_credit_tables(TableReader& file, const deposit::Site& site);

/// Those of a whole site file, whose other keys `read_site` has looked at.
[[nodiscard]] Result<deposit::CreditRules> read_credit_rules(const std::filesystem::path& site_file,
                                                             const deposit::Site& site);

}  // namespace lockbox::service
