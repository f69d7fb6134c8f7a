#pragma once

#include <optional>

#include "core/bytes.h"
#include "core/result.h"
#include "encode/image/gray_image.h"
#include "encode/page_reader.h"
#include "encode/page_resolution.h"

namespace lockbox::encode {

/// What a cash letter carries of a picture.
struct ArchiveImage {
  Bytes file;
  PageResolution scanned;  ///< Of the picture that it was made of, and how that is known.
  /// How much of the strokes of a gray picture is kept, as `stroke_survival` says it; nothing of a
  /// bitonal one, whose pixels stay.
  std::optional<double> stroke_percent = {};
};

/// The picture that a cash letter carries: TIFF 6.0 of the profile of ANSI X9.100-181, one bit a
/// pixel, Group 4, at 200 or 240 dots an inch; a picture of another resolution comes to 200.
///
/// Of a sheet with a check it shows the check alone, and a check the right way up.  A bitonal
/// picture of such a resolution keeps its pixels.  A gray one is thresholded against its
/// surroundings after its background is evened out, in the first of a few ways that keeps nearly
/// all strokes, else in the one that keeps most, of those by which its MICR line, where the gray
/// picture has a whole one, reads the same as before.  InvalidInput when neither the file nor
/// anything on the page tells the resolution, or when no way keeps the line.
[[nodiscard]] Result<ArchiveImage> archive_image(const GrayImage& scan);
/// The same of a picture on which `page` was read.
[[nodiscard]] Result<ArchiveImage> archive_image(const GrayImage& scan, const PageRead& page);

}  // namespace lockbox::encode
