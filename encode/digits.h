#pragma once

#include <algorithm>
#include <string_view>

namespace lockbox::encode {

/// 0 to 9 as printed codes have them.
[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// No other character; also of no character at all.
[[nodiscard]] constexpr bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, is_digit);
}

}  // namespace lockbox::encode
