#pragma once

/// @file
/// Where the strokes of a CMC-7 line lie on a check.

#include <string_view>
#include <vector>

#include "core/result.h"

namespace lockbox::encode {

/// One piece of a stroke in millimetres: left and right count from the right edge of the check to
/// the left, top and bottom from its bottom edge upwards.
struct Cmc7Ink {
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
  std::size_t position = 0;  ///< Of its symbol in the line, from the left.
};

inline constexpr std::size_t cmc7_positions_max = 64;

/// The ink of a line, spelled as in `Cmc7Glyph::symbol`; a space is one empty position.  The last
/// symbol ends 8 mm from the right edge, and the middle of the line is 8 mm above the bottom edge,
/// in the band that ISO 1004-2 reserves for it.  InvalidInput for any other character, or a line
/// longer than 64 positions.
[[nodiscard]] Result<std::vector<Cmc7Ink>> lay_out_cmc7_line(std::string_view raw);

}  // namespace lockbox::encode
