#pragma once

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// True if something on the page looks like a barcode, read or not: a field of upright bars, or
/// the corner squares of a QR code.  Takes a straight picture.
[[nodiscard]] bool has_barcode_texture(const GrayImage& straight);

}  // namespace lockbox::encode
