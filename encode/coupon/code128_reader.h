#pragma once

/// @file
/// Code 128 from the widths of bars and spaces, by the distances that ink cannot spread: from edge
/// to the next edge of the same kind.

#include <optional>
#include <vector>

#include "encode/coupon/bar_elements.h"

namespace lockbox::encode {

/// Reads the first symbol on a line, left to right (ISO/IEC 15417, reference decode algorithm).
/// `widths` alternate and begin and end with a space, the quiet zones.  Every character must keep
/// its parity of bars and its share of the width of the one before; the check character must be
/// right.  A symbol with a function character, which no coupon has, is left to others.
[[nodiscard]] std::optional<ElementsRead> read_code128(const std::vector<int>& widths);

}  // namespace lockbox::encode
