#pragma once

/// @file
/// Interleaved 2 of 5 from the widths of bars and spaces, for prints that the library refuses.

#include <optional>
#include <vector>

#include "encode/coupon/bar_elements.h"

namespace lockbox::encode {

/// Reads the one symbol on a line.  `widths` alternate and begin and end with a space, the quiet
/// zones.  Ink spreads unevenly along a code, so a bar is compared only with the bars of its own
/// pair of digits, and a space with the spaces.  ITF has no check of its own: the symbol must run
/// from quiet zone to quiet zone, and all pairs must be equally wide.  A torn code can still look
/// whole, so only a definition with a fixed length and check digits makes it an account.
[[nodiscard]] std::optional<ElementsRead> read_itf(const std::vector<int>& widths);

}  // namespace lockbox::encode
