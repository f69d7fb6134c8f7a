#pragma once

#include "core/bytes.h"
#include "core/result.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Any PNG to gray: palette, colour and 16 bits are reduced, transparency lies on white paper.
[[nodiscard]] Result<GrayImage> decode_png(ByteView file);

/// Red, green and blue as CV_8UC3, without a resolution.
[[nodiscard]] Bytes encode_colour_png(const cv::Mat& rgb);

}  // namespace lockbox::encode
