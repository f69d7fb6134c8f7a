#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lockbox::service {

/// The name that somebody most likely meant by `written`: the one reached by the fewest letters
/// put in, left out, changed or swapped with their neighbour.  Nothing when all are too far off.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view written,
                                                      std::span<const std::string> names);

}  // namespace lockbox::service
