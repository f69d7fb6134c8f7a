#pragma once

#include <string>

namespace lockbox::deposit {

/// What a person is asked about a check's line that is not sure, by what was read of it.
[[nodiscard]] std::string line_question(const std::string& raw);

}  // namespace lockbox::deposit
