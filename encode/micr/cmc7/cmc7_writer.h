#pragma once

#include <string_view>

#include "core/result.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Draws a CMC-7 line (see `lay_out_cmc7_line`) into a check picture at its true size and place.
/// InvalidInput for what cannot be laid out, an unknown resolution or a line that does not fit.
[[nodiscard]] Result<void> draw_cmc7_line(GrayImage& check, std::string_view raw);

}  // namespace lockbox::encode
