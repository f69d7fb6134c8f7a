#pragma once

#include <optional>
#include <vector>

#include "encode/micr/e13b_judge.h"
#include "encode/micr/micr_read.h"

namespace lockbox::encode {

/// What a row of cells must have to be a line, and what belongs to it.
struct LineDemands {
  int accepted_min = 8;  ///< Cells that were accepted,
  int symbols_min = 2;   ///< and those of them that are no digit.
  /// The picture was cut out around the line, so that all ink beside it is of the line.
  bool is_cut_out = false;
};

/// Spells out what was judged: '?' for every cell in doubt and for ink that no cell explains, a
/// space for a gap.  Nothing when this is no E-13B line.
[[nodiscard]] std::optional<MicrRead> assemble(const Strip& strip,
                                               const std::vector<Judgement>& cells,
                                               const LineDemands& demands = {});

}  // namespace lockbox::encode
