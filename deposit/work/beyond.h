#pragma once

/// @file
/// What a released envelope gets beyond what is booked of it, when money of it leaves suspense.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "deposit/model/payment_rules.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// What a correction took cannot be applied any more, so that nothing of it is, whatever is known.
inline constexpr std::string_view taken_evidence =
    "Corrections or returns took money of this envelope out of suspense: it stays as it is booked, "
    "and what is left of it is moved by a correction.";

/// An answer is never dropped without a word.
inline constexpr std::string_view less_evidence =
    "By what is known now an account would get less than is booked on it: it stays as it is "
    "booked, "
    "and what is in suspense is moved by a correction.";

/// By which accounts and rules money is added.
struct BeyondTerms {
  const AccountIndex& accounts;
  const PaymentRules& rules;
  BusinessDay day;  ///< Of the batch.
  /// An account file came after the booked payments were posted: it has them taken off already.
  bool is_billed_since = false;
};

/// The booked payments with what `wanted` gives to its accounts beyond them.  What is booked stays
/// as it was, in its fund and for its charges, also when the account file names others now; what
/// was paid to a number that was merged since counts for the account that it went into.  An added
/// part goes to the charges that are open after the booked ones, by the rule's order.  Nothing when
/// `wanted` gives an account less than is booked on it.
[[nodiscard]] std::optional<std::vector<Application>> add_beyond(
    std::span<const Application> booked, std::span<const Application> wanted,
    const BeyondTerms& terms);

}  // namespace lockbox::deposit
