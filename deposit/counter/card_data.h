#pragma once

/// @file
/// What of a payment card may never be stored (C-21): its whole number and its security code.

#include <cstddef>
#include <string_view>

#include "core/result.h"

namespace lockbox::deposit::counter {

/// Bytes of words that somebody keys, and of a number or name on a slip or bag.
inline constexpr std::size_t words_max = 200;
inline constexpr std::size_t number_max = 30;

/// 13 to 19 digits that pass the Luhn test, blanks and signs between them left out; also inside a
/// longer run of digits.
[[nodiscard]] bool has_card_number(std::string_view text);
/// Three or four digits behind a name of the security code.
[[nodiscard]] bool has_security_code(std::string_view text);
/// InvalidInput with the pointer for either; the message never repeats the text.
[[nodiscard]] Result<void> check_no_card_data(std::string_view text, std::string_view pointer);
/// As check_no_card_data; also for a text of more than `most` bytes.
[[nodiscard]] Result<void> check_text(std::string_view text, std::string_view pointer,
                                      std::size_t most);

}  // namespace lockbox::deposit::counter
