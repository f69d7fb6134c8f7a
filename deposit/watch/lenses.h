#pragma once

/// @file
/// The lenses: each looks at the rows for one pattern.  Pure; the same rows give the same findings.
/// What each adds to a score stands with it.

#include <vector>

#include "deposit/watch/finding.h"
#include "deposit/watch/rows.h"

namespace lockbox::deposit::watch {

/// C-20.  A person puts a payer's check on somebody else's account, though coupons say where that
/// payer pays, and within 60 days puts another payer's check on the account that went short.  What
/// two payers do for each other is no chain, nor is a payer's money beside a payment of their own.
/// 40 points for two such checks, 20 for each more, 10 when their amounts are within a quarter.
[[nodiscard]] std::vector<Finding> find_lapping(const std::vector<PaidRow>& paid);

/// C-05, D14.  Cash that two people counted and that no ticket took: 60 points, and 40 more when
/// checks beyond the declared total of a batch, or of the day, were accepted for that very amount.
[[nodiscard]] std::vector<Finding> find_substitution(const std::vector<TenderRow>& tender);

/// C-11.  One picture in two deposits, 100 points; one check by its line and amount, 90.
[[nodiscard]] std::vector<Finding> find_double_posting(const std::vector<CheckRow>& checks);

/// At least 5 corrections of a person in the last quarter of an hour before a close, more than half
/// of theirs, and twice the share of all others: 40 points, and up to 40 by how many.
[[nodiscard]] std::vector<Finding> find_near_close(const std::vector<TouchRow>& touches);

/// A person places a check on an account that bears their name, 80 points; by a correction, 90.
[[nodiscard]] std::vector<Finding> find_staff_payers(const std::vector<PaidRow>& paid,
                                                     const std::vector<StaffRow>& staff);

/// C-18.  At least 5 accepted differences of a person's batches, 4 of 5 to one side and 25.00 in
/// all: 40 points, 5 for each more, 20 when they grow.
[[nodiscard]] std::vector<Finding> find_over_short(const std::vector<DifferenceRow>& differences);

/// At least 10 deposits of a preparer, 9 of 10 approved by one person though two others approve
/// too: 40 points, and 2 for each deposit beyond.
[[nodiscard]] std::vector<Finding> find_approval_pairs(const std::vector<ApprovalRow>& approvals);

/// All of them, by score.
[[nodiscard]] std::vector<Finding> find_all(const WatchRows& rows);

}  // namespace lockbox::deposit::watch
