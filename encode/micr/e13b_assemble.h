#pragma once

#include <optional>
#include <vector>

#include "encode/micr/e13b_judge.h"
#include "encode/micr/micr_read.h"

namespace lockbox::encode {

/// Spells out what was judged: '?' for every cell in doubt and for ink that no cell explains, a
/// space for a gap.  Nothing when this is no E-13B line.
[[nodiscard]] std::optional<MicrRead> assemble(const Strip& strip,
                                               const std::vector<Judgement>& cells);

}  // namespace lockbox::encode
