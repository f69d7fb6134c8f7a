#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lockbox::deposit {

/// The words of a paragraph as lines of at most `letters`, a longer word on a line of its own; at
/// least one line.
[[nodiscard]] std::vector<std::string> lines_of_paragraph(std::string_view paragraph,
                                                          std::size_t letters);

}  // namespace lockbox::deposit
