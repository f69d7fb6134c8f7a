#pragma once

/// @file
/// The tables of SITE.toml for reports, letters and policies.  Each may be missing.
///
///     [[reconciliation]]                   # what a department owns and signs for
///     department = "water"                 # id of a [[department]]
///     bill_types = ["utility"]
///     funds = ["401"]
///
///     [deposit_limits]                     # business days from receipt to deposit (C-03)
///     days_max = 1
///     courier = 2                          # of one source: po_box, drop_box, courier, interoffice
///
///     [[letter]]
///     id = "unknown-payer"
///     name = "We cannot tell whose payment this is"
///     subject = "Your payment of {amount}"
///     paragraphs = ["We received {amount} and do not know for which account."]
///     reply_days = 14                      # calendar days; without it no answer is waited for
///
///     [[policies]]                         # of the city, shown on the screens that they rule
///     number = "APP 609"
///     title = "Revenue collection"
///     screens = ["/deposits", "/day"]
///
///     [[role_limit]]                       # up to which amount a role may (C-10)
///     role = "treasury"
///     deed = "approve_deposit"             # approve_correction, accept_difference, take_receipt
///     amount_max = "100000.00"
///
///     [custody]
///     endorse_before_hand_off = true       # opened mail goes on once its checks are stamped
///     (C-04)
///
/// A letter may name the fields of `deposit::letter_fields`, in braces.

#include <filesystem>

#include "deposit/model/office_rules.h"
#include "deposit/model/site.h"
#include "service/config/table_reader.h"

namespace lockbox::service {

/// The tables of a site file that is being read; `site` has its departments and coupons.
deposit::OfficeRules read_office_tables(TableReader& file, const deposit::Site& site);

/// Those of a whole site file, whose other keys `read_site` has looked at.
[[nodiscard]] Result<deposit::OfficeRules> read_office_rules(const std::filesystem::path& site_file,
                                                             const deposit::Site& site);

}  // namespace lockbox::service
