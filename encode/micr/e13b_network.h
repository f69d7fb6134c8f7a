#pragma once

#include <array>

#include "encode/micr/e13b_templates.h"

namespace lockbox::encode {

/// What a small network trained on drawn glyphs says of one window: how likely each glyph of
/// `e13b_glyphs` is, then that it is none of them.  Sums up to 1.
inline constexpr std::size_t nothing_glyph = e13b_glyph_count;
using GlyphChances = std::array<float, e13b_glyph_count + 1>;

/// Looks at the glyph that stands at `place` and at two modules around it, and at nothing else: it
/// knows no neighbours, so it cannot remember numbers.  All chances are even where the window does
/// not fit into the strip.
[[nodiscard]] GlyphChances glyph_chances(const Strip& strip, const Place& place);

}  // namespace lockbox::encode
