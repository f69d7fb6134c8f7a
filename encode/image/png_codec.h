#pragma once

#include "core/bytes.h"
#include "core/result.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Any PNG to gray: palette, colour and 16 bits are reduced, transparency lies on white paper.
[[nodiscard]] Result<GrayImage> decode_png(ByteView file);

}  // namespace lockbox::encode
