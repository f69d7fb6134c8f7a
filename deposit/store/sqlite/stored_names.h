#pragma once

#include <optional>
#include <string_view>

#include "core/image_store.h"
#include "core/state_table.h"

namespace lockbox::deposit {

/// How the books spell core's enumerations.
inline constexpr Names<2> side_names{"front", "rear"};
inline constexpr Names<3> image_view_names{"as_scanned", "archive", "snippet"};

/// The name of a value that may be missing: NULL without it.
template <class Enum, std::size_t N>
[[nodiscard]] std::optional<std::string_view> optional_name(const Names<N>& names,
                                                            const std::optional<Enum>& value) {
  if (!value) return std::nullopt;
  return name_of(names, *value);
}

}  // namespace lockbox::deposit
