#pragma once

#include <string_view>

#include "core/result.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Draws an E-13B line (spelled as in `MicrLine::raw`; a space is one empty position) into a check
/// picture at the exact positions of ANSI X9.100-160-1: right edge, 0.125 inch pitch, 0.013 inch
/// modules, clear band at the bottom.  The amount field, when present, ends at position 1.
/// InvalidInput for a character that E-13B lacks or a line longer than 65 positions.
[[nodiscard]] Result<void> draw_micr_line(GrayImage& check, std::string_view raw);

}  // namespace lockbox::encode
