#pragma once

#include <opencv2/core/types.hpp>
#include <vector>

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// The bands of rows in which thin upright strokes follow each other as closely as CMC-7 strokes
/// do, top to bottom; nearly always none.  Looks at one row in every 0.9 mm only, so that a page
/// without such a line costs less than a millisecond.
[[nodiscard]] std::vector<cv::Range> find_stroke_bands(const GrayImage& image);

}  // namespace lockbox::encode
