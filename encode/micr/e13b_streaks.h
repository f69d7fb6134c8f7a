#pragma once

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// The picture with the streaks mended that a speck on the sensor draws along the line: rows of one
/// gray from side to side between rows with ink, far thinner than a symbol.  Each takes what lies
/// evenly between the rows above and below it, which is what the symbols show there.  The pixels
/// are the picture's own when it has no streak.
[[nodiscard]] GrayImage mend_streaks(const GrayImage& picture);

}  // namespace lockbox::encode
