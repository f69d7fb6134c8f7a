#pragma once

/// @file
/// The check digits that billers put behind their numbers.  A rule multiplies each digit by a
/// weight and adds the products; with the value of the check digits behind them the sum leaves a
/// remainder that the rule fixes.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/state_table.h"

namespace lockbox::encode {

/// How a number ends in its own check digits.  Weights are told from the right, the digit beside
/// the check digits first, and begin again when they are used up; `Left` means from the left.
enum class CheckDigitRule {
  None,
  Luhn,            ///< 2-1, of each product the digits; ISO/IEC 7812-1 annex B.
  Mod10By21,       ///< 2-1, products whole; it misses a doubled digit that is five off.
  Mod10By31,       ///< 3-1; GS1 General Specifications 7.9.
  Mod10By731,      ///< 7-3-1, as in ABA routing numbers (ANSI X9.100-160) and Finnish references.
  Mod10By371,      ///< 3-7-1; Deutsche Bundesbank, method 01 of account numbers.
  Mod10By137,      ///< 1-3-7.
  Mod10By1397,     ///< 1-3-9-7.
  Mod10By731Left,  ///< 7-3-1 from the left.
  Mod10By371Left,  ///< 3-7-1 from the left.
  Mod10By137Left,  ///< 1-3-7 from the left.
  Mod11By2To7,     ///< 2-3-4-5-6-7; Deutsche Bundesbank, method 04 of account numbers.
  Mod11Radix2,     ///< Powers of 2; ISO/IEC 7064 MOD 11-2, without its check character X.
  Mod97Radix10,    ///< Two check digits; ISO/IEC 7064 MOD 97-10.
};

/// As SITE.toml spells them.
inline constexpr Names<14> check_digit_rule_names{"none",
                                                  "luhn",
                                                  "mod10_2_1",
                                                  "mod10_3_1",
                                                  "mod10_7_3_1",
                                                  "mod10_3_7_1",
                                                  "mod10_1_3_7",
                                                  "mod10_1_3_9_7",
                                                  "mod10_7_3_1_left",
                                                  "mod10_3_7_1_left",
                                                  "mod10_1_3_7_left",
                                                  "mod11_2_7",
                                                  "mod11_radix2",
                                                  "mod97"};

/// At which end of the number the weights begin.
enum class WeightsFrom { Right, Left };

/// What is added of a product of two digits.
enum class Products { Whole, DigitsSummed };

/// A rule as values.
struct CheckDigitMethod {
  int modulus = 10;
  std::span<const int> weights;  ///< Of the digits before the check digits; repeated.
  WeightsFrom from = WeightsFrom::Right;
  Products products = Products::Whole;
  int remainder = 0;      ///< What the sum with the check digits leaves.
  std::size_t count = 1;  ///< How many check digits there are.
};

/// The values of a rule, which must not be None.
[[nodiscard]] const CheckDigitMethod& method_of(CheckDigitRule rule);

/// How many check digits a number has under the rule; 0 for None.
[[nodiscard]] std::size_t check_digit_count(CheckDigitRule rule);

/// True if `digits` are digits, more than the check digits alone, and end in these.  The rule must
/// not be None.
[[nodiscard]] bool check_digits_hold(CheckDigitRule rule, std::string_view digits);

/// What makes `digits` + it pass `check_digits_hold`; none for a number that is never issued, as
/// its check would be ten and one digit cannot say that.  `digits` must be digits, and the rule
/// must not be None.
[[nodiscard]] std::optional<std::string> check_digits_for(CheckDigitRule rule,
                                                          std::string_view digits);

/// True if the digits end in their own Luhn digit (ISO/IEC 7812-1 annex B).
[[nodiscard]] bool luhn_holds(std::string_view digits);
/// The digit that makes `digits` + it pass `luhn_holds`.
[[nodiscard]] char luhn_digit(std::string_view digits);

}  // namespace lockbox::encode
