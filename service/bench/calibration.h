#pragma once

/// @file
/// Whether the chances that the network for E-13B gives are true, on lines that are drawn for it.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "encode/micr/e13b_calibration.h"
#include "service/bench/reading_bench.h"

namespace lockbox::service {

/// Glyphs named with a claimed error, one less the chance, from `least` up to and without `end`.
struct ClaimBin {
  double least = 0;
  double end = 1;
  double claimed_sum = 0;  ///< Of the claimed errors.
  Share wrong;

  [[nodiscard]] double claimed() const;
};

/// How reliable the network is about windows cut from drawn lines.
struct Reliability {
  std::vector<ClaimBin> bins;  ///< From the greatest claimed error to the least.
  Share missed;                ///< Glyphs that it called nothing.
};

/// Of that many lines, which are drawn from other seeds than any training draws from.  `weights` in
/// the order of `network_layout.h`.
[[nodiscard]] Reliability measure_reliability(std::span<const float> weights,
                                              const ReadingBenchRequest& lines);

/// What the reader does with lines whose place is known.
struct AcceptanceRow {
  double severity_least = 0;  ///< Of the drawn faults, 0..1.
  double severity_end = 0;
  Share whole;           ///< Lines of which every glyph was accepted, and right.
  Share accepted;        ///< Of the glyphs.
  Share accepted_wrong;  ///< Of what was accepted; a glyph where none stands is wrong, too.
  Share lines_wrong;     ///< Lines with a glyph that was accepted and wrong.
};
inline constexpr int acceptance_rows = 5;

/// What the reader does with lines, by how severe their faults are; and how often it is wrong about
/// symbols that it accepts on a line, by the rows of encode::evidence_table.
struct Acceptance {
  std::array<AcceptanceRow, acceptance_rows> by_severity;
  std::array<Share, encode::evidence_row_count> wrong_by_evidence;
};

/// Reads that many lines with the built-in weights and the reader's own acceptance.
[[nodiscard]] Acceptance measure_acceptance(const ReadingBenchRequest& lines);

}  // namespace lockbox::service
