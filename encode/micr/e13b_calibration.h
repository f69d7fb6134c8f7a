#pragma once

/// @file
/// How likely the reader is wrong about a symbol, as it was measured, where the witnesses only have
/// opinions: on drawn lines the network is wrong ten to forty times as often as it says.
///
/// `lockbox bench read --calibration --images 60000 --seed 902` measures the table.  Its lines are
/// drawn from other seeds than any training, with faults from those of a good office's scans to
/// damage beyond any standard, as many of each; mail is better, so that the table errs upward for
/// it.  Only what the reader accepts on what it takes for an E-13B line counts.  The intervals take
/// symbols for independent; mistakes of weak evidence come several to a line, so that the rows of
/// weak evidence are less certain than they look.

#include <array>
#include <cstdint>

#include "encode/micr/e13b_judge.h"

namespace lockbox::encode {

/// What speaks for an accepted symbol on one scale: the logarithm of the odds that it is right, as
/// a logistic regression on drawn lines finds them from the network's chance, the margin and the
/// correlation.
[[nodiscard]] double evidence_of(const Judgement& cell);

/// Symbols with that much evidence or more, and less than the row before.
struct EvidenceRow {
  double evidence_least = 0;
  std::int64_t symbols = 0;  ///< Accepted when the table was measured.
  std::int64_t wrong = 0;    ///< Of these.
  /// How likely such a symbol is wrong, at most: the upper end of the 95 % interval after Wilson
  /// (1927) of `wrong` in `symbols`, rounded upward, and never below the row before.
  double error = 1;
};
inline constexpr std::size_t evidence_row_count = 10;

/// From the strongest evidence, which is that of shapes beyond doubt, to the weakest.
[[nodiscard]] const std::array<EvidenceRow, evidence_row_count>& evidence_table();
[[nodiscard]] std::size_t evidence_row_of(const Judgement& cell);

/// How likely the best candidate is wrong, at most.  Of a cell that the reader refused nothing was
/// measured but that it is wrong about as often as not.
[[nodiscard]] double error_of(const Judgement& cell);

/// What else the cell could be, `cell.glyph` where nothing speaks for another, and how likely that
/// is: the part of the error that the network gives it, or all where it was not asked.
struct SecondChoice {
  std::size_t glyph = 0;
  double chance = 0;
};
[[nodiscard]] SecondChoice second_choice(const Judgement& cell);

}  // namespace lockbox::encode
