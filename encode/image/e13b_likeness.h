#pragma once

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// True if a row of glyphs with the height and the pitch of E-13B stands near the lower edge,
/// whether or not it can be read.  Other fonts for machines (OCR-A, OCR-B) have another pitch.
/// Takes a straight picture; false when its resolution is unknown.
[[nodiscard]] bool has_e13b_row(const GrayImage& straight);

/// The same anywhere on a sheet, where it stands on its head: the check of a voucher is at the
/// sheet's top, its middle or its bottom.
[[nodiscard]] bool has_e13b_row_upside_down(const GrayImage& straight);

}  // namespace lockbox::encode
