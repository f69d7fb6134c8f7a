#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lockbox::deposit {

/// The number that all of the text is; nothing for any other text.
[[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view text);

/// Takes off the apostrophe that `csv_field` put before a text that looks like a formula.
[[nodiscard]] std::string without_guard(const std::string& field);

}  // namespace lockbox::deposit
