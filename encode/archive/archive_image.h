#pragma once

#include "core/bytes.h"
#include "core/result.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// The picture that a cash letter carries: TIFF 6.0 of the profile of ANSI X9.100-181, one bit a
/// pixel, Group 4, at 200 or 240 dots an inch; a picture of another resolution comes to 200.
///
/// Of a sheet with a check it shows the check alone, and a check the right way up.  A bitonal
/// picture of such a resolution keeps its pixels.  A gray one is thresholded against its
/// surroundings after its background is evened out, in the first of a few ways by which its MICR
/// line, where the gray picture has a whole one, reads the same as before.  InvalidInput when the
/// picture does not say its resolution, or when no way keeps the line.
[[nodiscard]] Result<Bytes> archive_image(const GrayImage& scan);

}  // namespace lockbox::encode
