#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/money.h"

namespace lockbox::deposit {

/// How a sum was reached from expected amounts.
struct ExpectedSplit {
  enum class Outcome { None, Unique, Several, TooMany };
  Outcome outcome = Outcome::None;
  std::vector<Money> amounts;  ///< One for each coupon, when unique.
};

/// Chooses one expected amount for each coupon so that they add up to `tender`.  Equal amounts of
/// one coupon count once; amounts of zero or less cannot be paid.  The search is bounded.
[[nodiscard]] ExpectedSplit split_by_expected(std::span<const std::vector<Money>> expected,
                                              Money tender);

/// Chooses among amounts that are owed those that add up to `tender`, each whole or, as a zero in
/// `amounts`, not at all.  Two equal debts of which one is chosen are several ways.  The search is
/// bounded.
[[nodiscard]] ExpectedSplit split_by_owed(std::span<const Money> owed, Money tender);

}  // namespace lockbox::deposit
