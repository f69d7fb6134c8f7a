#pragma once

#include <algorithm>
#include <string_view>

#include "core/text.h"

namespace lockbox::encode {

/// No other character; also of no character at all.
[[nodiscard]] constexpr bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, is_digit);
}

}  // namespace lockbox::encode
