#pragma once

/// @file
/// By which the few checks that may be the same paper are found among all of a batch.

#include "core/bytes.h"
#include "encode/image/ink_map.h"

namespace lockbox::encode {

/// The size of the map and how dark each of its 16 by 8 parts is, 130 bytes: what of a form can be
/// seen from across a room.
[[nodiscard]] Bytes ink_sketch_of(const InkMap& map);

/// How much two sketches differ, in hundredths of their ink; 100, as of nothing in common, for
/// pages of different sizes and for bytes that are no sketch.
[[nodiscard]] int sketch_difference(ByteView one, ByteView other);

/// Two scans of one paper differ by less.
inline constexpr int sketch_difference_max = 30;

}  // namespace lockbox::encode
