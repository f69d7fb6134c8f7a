#pragma once

/// @file
/// What a reader sees of written amounts, and what hands make of them, drawn, with the exact
/// chances.  Which digits pass for which is another table than the balance doctor's.

#include <optional>
#include <string>
#include <vector>

#include "core/chance.h"
#include "deposit/doctor/batch_ledger.h"

namespace lockbox::service {

using SeenAmount = std::vector<deposit::SeenDigit>;

/// Each digit is easy or, one in seven, hard to tell; hard ones are seen wrongly more often, and
/// get the larger second chances.
[[nodiscard]] SeenAmount draw_seen(const std::string& digits, Chance& chance);

/// An amount that was keyed or read wrongly in one digit.
struct DrawnError {
  std::string digits;  ///< As it stands in the books.
  SeenAmount seen;     ///< Empty without a reader.
};

enum class Reader { None, Looks };

/// Half of the errors are slips of the hand, whatever the paper shows; in the others a digit that
/// is hard to tell is taken for another, and the reader has the two in this order or the other one.
/// Without a reader all are slips of the hand.  Never a leading zero.
[[nodiscard]] DrawnError draw_wrong_digit(const std::string& meant, Reader reader, Chance& chance);

/// How much likelier what stands there, and was seen, comes of `meant` by such an error than of
/// itself; 0 where they do not differ in one digit.
[[nodiscard]] double wrong_digit_odds(const std::string& meant, const std::string& now,
                                      const SeenAmount& seen);

}  // namespace lockbox::service
