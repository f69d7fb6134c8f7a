#pragma once

/// @file
/// A code cut into the fields of its definition, and the digits that its check digits cover.

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "encode/coupon/coupon_definition.h"

namespace lockbox::encode {

/// Stands for a character that the reader left open.
inline constexpr char unread_mark = '?';

/// Whether characters may be open; one that is can be any that its field takes.
enum class Unread { Refused, Allowed };

/// The text cut into the fields of the definition, each of the right kind of characters.
/// InvalidInput names the field that does not fit.
[[nodiscard]] Result<std::vector<std::string_view>> split_code(const CouponDefinition& definition,
                                                               std::string_view text,
                                                               Unread unread);

/// Digits that end in their own check digits.
struct CheckedDigits {
  std::optional<std::size_t> field;  ///< Whose rule it is; none for the rule over the whole code.
  CheckDigitRule rule = CheckDigitRule::Luhn;
  std::vector<std::size_t> places;  ///< In the text, rising.
};

/// What the rules of the definition cover in a text of these parts: at each check digit field all
/// digits up to it, without such a field all digits, and the account number alone.
[[nodiscard]] std::vector<CheckedDigits> checked_digits(const CouponDefinition& definition,
                                                        const std::vector<std::string_view>& parts);

/// The characters of the text at the places.
[[nodiscard]] std::string text_at(std::string_view text, const std::vector<std::size_t>& places);

/// InvalidInput that names the rule when the digits do not end in their own check digit.
[[nodiscard]] Result<void> check_digits(const CouponDefinition& definition,
                                        const CheckedDigits& checked, std::string_view text);

/// `code_of_line` of a line that is printed in this face.  InvalidInput when the definition has no
/// such line, or one that cannot be read one way only.
[[nodiscard]] Result<CouponDefinition> definition_of_line(const CouponDefinition& definition,
                                                          OcrFont font);

}  // namespace lockbox::encode
