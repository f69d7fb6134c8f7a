#include "encode/micr/e13b_calibration.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/check.h"

namespace lockbox::encode {
namespace {

/// Chances in single precision tell no smaller error of the network from none.
constexpr double network_error_min = 1e-7;
/// The regression on 20,000 lines drawn from seed 901.  The residual said nothing beyond these.
constexpr double evidence_of_none = -5.7;
constexpr double evidence_a_decade = 1.1;  ///< Of the network's error.
constexpr double evidence_of_margin = 6.0;
constexpr double evidence_of_correlation = 6.2;
/// Shapes beyond doubt ask no network; they are a row of their own.
constexpr double beyond_doubt = std::numeric_limits<double>::infinity();
constexpr double error_when_refused = 0.6;

/// What the network leaves for everything that is not the best candidate.
double network_error(const Judgement& cell) {
  return std::max(1 - static_cast<double>(cell.chances[cell.glyph]), network_error_min);
}

}  // namespace

double evidence_of(const Judgement& cell) {
  if (cell.is_clear()) return beyond_doubt;
  return evidence_of_none - evidence_a_decade * std::log10(network_error(cell)) +
         evidence_of_margin * cell.margin + evidence_of_correlation * cell.correlation;
}

const std::array<EvidenceRow, evidence_row_count>& evidence_table() {
  static constexpr double none = -std::numeric_limits<double>::infinity();
  static constexpr std::array<EvidenceRow, evidence_row_count> rows{{
      {beyond_doubt, 685'464, 5, 0.000018},
      {10, 157'496, 1, 0.000036},
      {8, 40'542, 9, 0.00043},
      {6, 29'354, 32, 0.0016},
      {5, 9'754, 40, 0.0056},
      {4.5, 3'122, 20, 0.0099},
      {4, 2'161, 54, 0.033},
      {3, 2'523, 90, 0.044},
      {2, 1'013, 87, 0.11},
      {none, 316, 32, 0.14},
  }};
  return rows;
}

std::size_t evidence_row_of(const Judgement& cell) {
  const double evidence = evidence_of(cell);
  const auto& rows = evidence_table();
  const auto row = std::ranges::find_if(
      rows, [evidence](const EvidenceRow& each) { return evidence >= each.evidence_least; });
  ENSURE(row != rows.end());
  return static_cast<std::size_t>(row - rows.begin());
}

double error_of(const Judgement& cell) {
  return cell.is_accepted ? evidence_table().at(evidence_row_of(cell)).error : error_when_refused;
}

SecondChoice second_choice(const Judgement& cell) {
  const double error = error_of(cell);
  if (cell.is_clear()) return {cell.second, error};
  SecondChoice second{cell.glyph, 0};
  for (std::size_t glyph = 0; glyph < e13b_glyph_count; ++glyph) {
    if (glyph == cell.glyph || cell.chances[glyph] <= second.chance) continue;
    second = {glyph, static_cast<double>(cell.chances[glyph])};
  }
  second.chance = std::min(1.0, second.chance / network_error(cell)) * error;
  return second;
}

}  // namespace lockbox::encode
