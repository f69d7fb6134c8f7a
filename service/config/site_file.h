#pragma once

/// @file
/// SITE.toml: what one site does its work by.
///
///     id = "riverton"
///     name = "City of Riverton"
///     practice = "DEMO"                    # only where the money is not real; on every ticket
///     lockboxes = ["RIVERTON-MAIL"]
///     business_day = 2026-11-23            # for mail without a BATCH.toml; optional
///
///     [[deposit_account]]                  # one for each bank account
///     id = "OPERATING-UTILITY"
///     name = "Utility Operating Account"
///     bank = "First Example Bank"
///     ticket_items_max = 300
///     ticket_amount_max = "250000.00"      # dollars
///     cut_off = "14:00"                    # until when the bank takes a day's deposits; optional
///     routing = "021000021"                # these three are the MICR line of approved tickets;
///     account = "0123-456789"              # optional: routing number, account as the bank prints
///     ticket_tran_code = "50"              # it on-us, and the code behind it, which may be absent
///
///     [suspense]                           # where money waits that nobody could place
///     fund = "999"
///     deposit_account = "OPERATING-UTILITY"
///
///     [overpayment]
///     rule = "credit_on_account"           # or "suspense"
///
///     [verification]                       # optional: larger amounts are keyed by two people
///     amount_from = "500.00"
///
///     [balancing]                          # optional
///     mode = "by_envelope"                 # or "by_batch": coupons that do not add up are asked
///     released_by_person = true            # about last; who keyed nothing lets its money go
///
///     [exceptions]                         # optional, all of it
///     item_limit = "50000.00"              # larger checks are looked at before they are deposited
///     [[exceptions.rule]]                  # what differs from the program's own; see policy.cpp
///     reason = "unsigned"                  # exception_case.h has the names
///     at_deadline = "return_to_payer"      # done by default; not hold_until, send_to_department
///     days = 3                             # in which somebody decides
///     owner = "supervisor"                 # or "treasury", or a department
///     when = "decide_first"                # or "deposit_first"
///     clock_days = 90                      # in which accepted money may have to be repaid
///
///     [[department]]                       # optional: who decides about its own mail
///     id = "water"
///     name = "Water utility"
///     people = ["ana"]                     # names of users
///
///     [image_quality]                      # optional; for names and limits see quality_table.h
///     refuse = ["too_dark", "piggyback"]   # checks with these are scanned again
///     too_dark_ink_percent_max = 40
///
///     [reading]                            # optional; see reading_table.h
///     line_error_bound = 0.001
///
///     [[reconciliation]]                   # optional, as [deposit_limits], [[letter]] and
///     department = "water"                 # [[policies]]; see office_tables.h
///     funds = ["401"]
///
///     [[security_deposit]]                 # optional, as [referral] and [notices]; see
///     bill_type = "utility"                # credit_table.h
///     amount = "150.00"
///
///     [corrections]                        # optional; see correction_table.h
///     max_presentments = 2
///
///     [counter]                            # optional, with [[charge_code]]; see counter_table.h
///     over_short_alert = "5.00"
///     [payment_rules]                      # optional; see payment_table.h
///
///     [account_file.columns]               # optional: column names other than ours
///     account = "Customer No"
///
///     [[coupon]]                           # one for each bill type
///     bill_type = "utility"
///     format = "code128"                   # code128, code39, itf, qr
///     pattern = ["account:10", "due_date", "amount_due:9", "check_digit"]
///     code_check = "luhn"                  # over all digits of the code; optional; the names of
///                                          # other rules are in check_digit.h
///     account_check = "luhn"               # over the account number; optional
///     zone = { left = 5, top = 30, width = 50, height = 30 }  # percent of the page; optional
///     fund = "401"                         # both unless the account file says otherwise
///     deposit_account = "OPERATING-UTILITY"
///
///     [coupon.scan_line]                   # optional: beside the barcode, or in place of one
///     font = "ocr_a"                       # ocr_a, ocr_b
///     pattern = ["account:10", "due_date", "amount_due:9", "check_digit"]  # without its blanks
///     code_check = "luhn"                  # as of the barcode
///     zone = { left = 45, top = 80, width = 55, height = 20 }
///
///     [[coupon.check_box]]                 # optional: squares of 2 to 8 mm that a payer may mark
///     name = "address_change"
///     zone = { left = 60, top = 50, width = 4, height = 9 }  # the square is inside, a third of it

#include <filesystem>
#include <string>
#include <string_view>

#include "core/result.h"
#include "deposit/model/site.h"

namespace lockbox::service {

/// The site, or one error that lists every fault, one a line, with file, line, column and key.
[[nodiscard]] Result<deposit::Site> parse_site(std::string_view text, const std::string& file);
[[nodiscard]] Result<deposit::Site> read_site(const std::filesystem::path& path);

}  // namespace lockbox::service
