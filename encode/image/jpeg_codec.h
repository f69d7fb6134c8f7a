#pragma once

#include "core/bytes.h"
#include "core/result.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Baseline or progressive JPEG, gray or colour, to gray.  A missing end marker is an error: what
/// the transport cut off is not a picture of the whole check.
[[nodiscard]] Result<GrayImage> decode_jpeg(ByteView file);

}  // namespace lockbox::encode
