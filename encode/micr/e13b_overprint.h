#pragma once

#include <span>

#include "encode/micr/e13b_judge.h"
#include "encode/micr/e13b_templates.h"

namespace lockbox::encode {

/// Samples [left, right) of a strip.
struct Stretch {
  int left = 0;
  int right = 0;
};

/// Whether glyph rows of the stretch hold ink other than specks and rules: upright through the
/// whole strip, or level through some pitches on both sides.
[[nodiscard]] bool has_stray_ink(const Strip& strip, const Stretch& stretch);

/// How much of its ink a symbol of this line shows at least: the smallest share of those that were
/// accepted; 1 when none was.
[[nodiscard]] double least_coverage(const Strip& strip, std::span<const Judgement> cells);

/// Whether all ink of the stretch comes from above or below the line, as that of a signature or a
/// stamp does.
[[nodiscard]] bool comes_from_outside(const Strip& strip, const Stretch& stretch);

/// Whether the stretch is nowhere darker than what is printed behind the line above and below it,
/// near the stretch.
[[nodiscard]] bool is_as_light_as_around(const Strip& strip, const Stretch& stretch);

/// Whether a symbol can be printed there, its right edge one of `edges`, whatever else is: what is
/// written across print adds ink and takes none away.  `coverage` is what the least covered symbol
/// of the line shows of its ink.
enum class Room {
  None,     ///< Any symbol would show far less of its ink.
  Some,     ///< One would show less.
  Covered,  ///< One would show as much; under a blot there may be anything.
};
[[nodiscard]] Room room_for_symbol(const Strip& strip, const Stretch& edges, double coverage);

}  // namespace lockbox::encode
