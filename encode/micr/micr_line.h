#pragma once

/// @file
/// The MICR line of a check: E-13B symbols, their Unicode spelling and the fields they bound.

#include <optional>
#include <string>
#include <string_view>

#include "core/account_number.h"
#include "core/money.h"
#include "core/result.h"
#include "encode/micr/routing_number.h"

namespace lockbox::encode {

/// The fields of a MICR line (ANSI X9.100-160), found by symbol role and position, never by order
/// alone.  A field that holds an unread symbol, or breaks its own rule, is absent.
struct MicrLine {
  /// Left to right: digits, U+2446 transit, U+2447 amount, U+2448 on-us, U+2449 dash, '?' for an
  /// unread symbol, one space where the paper has a gap.  UTF-8.
  std::string raw;
  std::string auxiliary_on_us;           ///< Business check number, left of the transit field.
  std::string epc;                       ///< External processing code, one digit, or empty.
  std::optional<RoutingNumber> routing;  ///< Only with a right 3-7-1 check digit.
  AccountNumber account;                 ///< From the on-us field; digits and dashes.
  std::string serial;                    ///< Auxiliary on-us, else what stands beside the account.
  std::optional<Money> amount;           ///< Only between the two last symbols, ten digits, not 0.

  /// No unread symbol, a valid routing number and an account.
  [[nodiscard]] bool is_complete() const;
  friend bool operator==(const MicrLine&, const MicrLine&) = default;
};

/// Whether a field is there in `read` and is another one than what is printed: a wrong read, where
/// an absent field is none.
[[nodiscard]] bool contradicts(const MicrLine& read, const MicrLine& printed);

/// What a space says.  A person types spaces at will.  On a picture a gap is what a digit leaves of
/// which no trace is left, so a number of free length with a gap behind one of its digits is in
/// doubt; before its first digit, and in fields of fixed length, a gap hides nothing.
enum class Gaps { MeanNothing, MayHideDigits };

/// Splits a raw line (spelled as in `MicrLine::raw`) into its fields.  Unread or missing parts
/// leave their fields empty; InvalidInput only for characters that no line can hold.
[[nodiscard]] Result<MicrLine> parse_micr_line(std::string_view raw, Gaps gaps = Gaps::MeanNothing);

}  // namespace lockbox::encode
