#pragma once

#include "encode/image/bit_mask.h"

namespace lockbox::encode {

/// Counts specks: ink in a square of `spot_px` with as much paper on every side of it.  Dots of
/// letters are larger or stand closer to their letter.
[[nodiscard]] int count_spots(const BitMask& ink, int spot_px);

}  // namespace lockbox::encode
