#pragma once

#include <string_view>

namespace lockbox {

/// Nothing but blanks, tabs and line ends.
[[nodiscard]] constexpr bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Of ASCII, whatever the locale.
[[nodiscard]] constexpr bool is_digit(char character) {
  return character >= '0' && character <= '9';
}

}  // namespace lockbox
