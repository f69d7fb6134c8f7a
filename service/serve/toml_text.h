#pragma once

#include <string>
#include <string_view>

namespace lockbox::service {

/// A TOML basic string, quoted and escaped.
[[nodiscard]] std::string toml_text(std::string_view text);

}  // namespace lockbox::service
