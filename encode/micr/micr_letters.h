#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace lockbox::encode {

/// What stands for the symbols of an E-13B line that are no digits.
namespace micr_letter {
inline constexpr char transit = 'T';
inline constexpr char amount = 'A';
inline constexpr char on_us = 'U';
inline constexpr char dash = '-';
inline constexpr char unread = '?';
inline constexpr char gap = '_';
}  // namespace micr_letter

/// A line (spelled as `MicrLine::raw`) with one letter a symbol and one for each space, so that its
/// fields can be found with plain searches.  InvalidInput names the place of another character.
[[nodiscard]] Result<std::string> micr_letters(std::string_view raw);

}  // namespace lockbox::encode
