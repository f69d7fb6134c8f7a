#pragma once

/// @file
/// The counter's tables of SITE.toml:
///
///     [counter]                            # optional: the site keeps cash drawers
///     over_short_alert = "5.00"            # from here on a supervisor says why; optional
///     gl_account = "369.900"               # where over and short are booked
///     fund = "001"
///     deposit_account = "OPERATING-GENERAL"
///
///     [[charge_code]]                      # optional: revenue without an account
///     code = "PERMIT"
///     name = "Building permit"
///     price = "45.00"                      # optional; else the amount is keyed
///     [[charge_code.share]]                # at least one; together 100.00 percent
///     percent = "70.00"
///     gl_account = "322.100"
///     fund = "001"
///     deposit_account = "OPERATING-GENERAL"
///     remainder = true                     # takes the cents that do not divide; of one share

#include "deposit/model/site.h"
#include "service/config/table_reader.h"

namespace lockbox::service {

/// Its deposit accounts must be those of the site.
[[nodiscard]] deposit::CounterRules read_counter(TableReader& file, const deposit::Site& site);

}  // namespace lockbox::service
