#pragma once

/// @file
/// How likely it is that a line was read wrong, and lines that are too likely to be.

#include <span>

#include "encode/micr/micr_read.h"

namespace lockbox::encode {

/// When a line counts as read.
struct ReadingLimits {
  /// How likely one of a line's accepted symbols may be wrong, at most.  One in a hundred is what
  /// the rarest mistakes of drawn lines, up to damage beyond any standard, can prove for a line of
  /// thirty symbols with a few of them in poor print; sound print stays far below it.
  double line_error_bound = 0.01;
};

/// 1 - product of (1 - error) over the symbols that are not '?'.
[[nodiscard]] double error_of_line(std::span<const SymbolRead> symbols);

/// Makes '?' of the accepted symbols that contribute most, until the rest is within the bound; the
/// fields are found anew.  A line is never held to less than what the strongest evidence for all
/// of its symbols amounts to: nothing could prove more, and a lower bound would refuse every line.
void hold_to(const ReadingLimits& limits, MicrRead& read);

}  // namespace lockbox::encode
