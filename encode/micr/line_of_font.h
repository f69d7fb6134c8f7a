#pragma once

/// @file
/// What is asked of a MICR line whichever font it is in.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "core/account_number.h"
#include "core/result.h"
#include "encode/micr/micr_line.h"

namespace lockbox::encode {

/// Nothing is left to be keyed: a complete line of a United States bank, or a foreign
/// one that has fields.
[[nodiscard]] bool is_whole_line(const MicrLine& line);

/// Whole, and nobody need look at it: a line whose country has no check digits is as good
/// as its reader, whose errors nobody has measured, so that a person says whether it is right.  So
/// it is with a routing number that no bank can have (`RoutingNumber::has_assigned_prefix`).
[[nodiscard]] bool is_sure_line(const MicrLine& line);

/// A line that a person keyed, in the font of its symbols; of one in CMC-7 a MicrLine has `raw`
/// only.  InvalidInput, with what is wrong and what to do, for a line that is not whole.
[[nodiscard]] Result<MicrLine> parse_keyed_line(std::string_view raw);

/// The number of the check by its line; empty when the line does not tell it.
[[nodiscard]] std::string check_number_of(const MicrLine& line);

/// What makes a check that check: who is to pay it, from which account, and its number.
struct CheckName {
  std::string bank;  ///< The routing number, or the foreign layout and the fields that lead there.
  AccountNumber account;
  std::string number;
  friend auto operator<=>(const CheckName&, const CheckName&) = default;
};
/// Nothing for a line that lacks one of the three.
[[nodiscard]] std::optional<CheckName> name_of_check(const MicrLine& line);

}  // namespace lockbox::encode
