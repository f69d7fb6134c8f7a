#pragma once

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// The page with its background evened out: each pixel against the lightest paper within an eighth
/// of an inch, so that tints and large patterns become white and strokes keep their contrast.
[[nodiscard]] cv::Mat even_background(const GrayImage& page);

/// Black and white by Sauvola's threshold, mean * (1 - strictness * (1 - deviation / 128)) of the
/// surroundings a tenth of an inch either way (Sauvola and Pietikainen, Adaptive document image
/// binarization, 2000).  The stricter, the less noise and the thinner the strokes; weak print
/// beside strong is lost first.
[[nodiscard]] GrayImage threshold_locally(const GrayImage& page, double strictness);

}  // namespace lockbox::encode
