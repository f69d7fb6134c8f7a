#pragma once

#include <cstddef>
#include <string_view>

namespace lockbox {

/// How many bytes at the start of `text` are well-formed UTF-8 (Unicode 15, table 3-7: no overlong
/// forms, no surrogates); `text.size()` when all of it is.
[[nodiscard]] std::size_t valid_utf8_prefix(std::string_view text);

}  // namespace lockbox
