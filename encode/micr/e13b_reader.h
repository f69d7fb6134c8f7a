#pragma once

#include <optional>
#include <vector>

#include "encode/image/gray_image.h"
#include "encode/micr/micr_read.h"

namespace lockbox::encode {

/// Finds and reads the E-13B line on an upright check (skew up to about 5 degrees).  No line is a
/// normal answer.  A symbol in doubt is '?', never a guess; check digits reject, they never mend.
[[nodiscard]] std::optional<MicrRead> read_micr(const GrayImage& image);

/// All E-13B lines of a page that may hold several checks, at most a few.
[[nodiscard]] std::vector<MicrRead> read_micr_lines(const GrayImage& image);

}  // namespace lockbox::encode
