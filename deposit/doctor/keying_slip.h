#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/money.h"
#include "core/state_table.h"

namespace lockbox::deposit {

/// What a hand does to a number.
enum class SlipKind { SwappedDigits, Slide, WrongDigit, DigitLeftOut, DigitTooMany };

struct KeyingSlip {
  SlipKind kind = SlipKind::WrongDigit;
  /// Of a thousand million wrong entries of the number that was meant, so many are this one.
  std::int64_t per_billion = 0;
};

/// The one slip that makes `typed` of `meant`; nothing when there is none, or they are equal.  Both
/// above 0.  A leading zero that a slip makes is not seen in `typed`.
[[nodiscard]] std::optional<KeyingSlip> slip_between(Money meant, Money typed);

/// Every amount of which one slip, but for a digit left out or too many, makes `typed`.
[[nodiscard]] std::vector<Money> amounts_behind(Money typed);

}  // namespace lockbox::deposit
