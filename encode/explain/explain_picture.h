#pragma once

#include <opencv2/core/mat.hpp>

#include "encode/explain/seen_page.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// The page with what was read drawn into it, CV_8UC3 in red, green, blue: a box around every line,
/// symbol and barcode; under each symbol what was read and how likely that is right in percent;
/// under a doubtful one, whose frame is double, the candidates too.  Transit, amount, on-us and
/// dash are T, A, U and D, as the drawing face has no other.  The page is enlarged, at most
/// fourfold, until there is room for the words.  `seen` must be of this picture.
[[nodiscard]] cv::Mat explain_picture(const GrayImage& image, const SeenPage& seen);

}  // namespace lockbox::encode
