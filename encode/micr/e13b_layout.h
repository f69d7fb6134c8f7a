#pragma once

/// @file
/// Where the symbols of a MICR line stand on a check, ANSI X9.100-160-1.

#include <string_view>
#include <vector>

#include "core/result.h"
#include "encode/micr/e13b_glyphs.h"

namespace lockbox::encode {

inline constexpr double clear_band_inch = 0.625;          ///< From the bottom edge of the check.
inline constexpr double micr_strip_middle_inch = 0.3125;  ///< Of the symbols, from that edge.
inline constexpr int micr_positions_max = 65;             ///< Counted from the right.

/// A symbol and its position.
struct PlacedGlyph {
  const E13bGlyph* glyph = nullptr;
  int position = 1;
};

/// The symbols of a line (spelled as in `MicrLine::raw`; a space is one empty position), left to
/// right.  The amount field ends at position 1; the rest hangs on the transit field, which closes
/// at position 33, so that a short account does not move what stands left of it.  InvalidInput for
/// a character that E-13B lacks, more than 65 positions, or fields that overlap.
[[nodiscard]] Result<std::vector<PlacedGlyph>> lay_out_micr_line(std::string_view raw);

/// How far the right edge of the symbol at a position is from the right edge of the check.
[[nodiscard]] double right_edge_inch(int position);

}  // namespace lockbox::encode
