#pragma once

/// @file
/// What is known of an amount beside what was keyed or read: what its envelope was asked for, how
/// people choose amounts, and what the reader saw of its digits.

#include <vector>

#include "deposit/doctor/batch_ledger.h"
#include "deposit/doctor/likelihood.h"

namespace lockbox::deposit {

/// Of a thousand million payments so many are of just this amount, where these were asked for: most
/// people pay what is asked.  Of the others half choose whole dollars, half of these tens; beside
/// that every order of magnitude is as likely as any other.
[[nodiscard]] std::int64_t payments_per_billion(Money amount, const std::vector<Money>& expected);

/// How likely it is that the amount of a line is wrong and is `meant` instead.  Of a thousand
/// million wrong entries of `meant`, `slips_per_billion` make what stands there; of a read amount
/// its digits alone say how it may be wrong.
[[nodiscard]] Likelihood likelihood_of(const TenderLine& line, Money meant,
                                       std::int64_t slips_per_billion);

/// As far as the digits that the reader saw say: how likely `meant` is for each time that what
/// stands there is right.
[[nodiscard]] Likelihood likelihood_of_digits(const TenderLine& line, Money meant);

}  // namespace lockbox::deposit
