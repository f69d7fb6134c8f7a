#pragma once

#include <vector>

#include "encode/micr/e13b_templates.h"

namespace lockbox::encode {

/// How far a glyph may stand from its place: the standard allows 0.010 inch; numbering machines and
/// photographs go further.
inline constexpr int drift_samples = static_cast<int>(2.4 * samples_per_module);

/// Where glyphs stand on the strip, left to right: the row of places, at least nearly a pitch
/// apart, that explains most ink.  The pitch is a preference, not a grid, since printers drift.
[[nodiscard]] std::vector<Place> find_cells(const Strip& strip);

}  // namespace lockbox::encode
