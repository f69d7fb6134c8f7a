#pragma once

/// @file
/// What of a payment card may never be stored (C-21): its whole number and its security code.

#include <string_view>

#include "core/result.h"

namespace lockbox::deposit::counter {

/// 13 to 19 digits, blanks and dashes between them left out, that pass the Luhn test.
[[nodiscard]] bool has_card_number(std::string_view text);
/// Three or four digits behind a name of the security code.
[[nodiscard]] bool has_security_code(std::string_view text);
/// InvalidInput with the pointer for either; the message never repeats the text.
[[nodiscard]] Result<void> check_no_card_data(std::string_view text, std::string_view pointer);

}  // namespace lockbox::deposit::counter
