#pragma once

#include <string_view>

namespace lockbox::service {

/// The version of this build, "0.1.0", as CMakeLists.txt gives it.
[[nodiscard]] std::string_view program_version();

}  // namespace lockbox::service
