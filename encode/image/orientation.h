#pragma once

/// @file
/// How a camera or scanner lay, as the tag Orientation (274) of TIFF 6.0 and Exif says it.

#include <cstdint>

#include "core/bytes.h"
#include "encode/image/bitonal_page.h"

namespace lockbox::encode {

/// What the first row and the first column of the pixels are of the page.
enum class Orientation : std::uint16_t {
  TopLeft = 1,
  TopRight = 2,
  BottomRight = 3,
  BottomLeft = 4,
  LeftTop = 5,
  RightTop = 6,
  RightBottom = 7,
  LeftBottom = 8,
};

/// The value of a tag; TopLeft for one that stands for nothing.
[[nodiscard]] Orientation orientation_of(std::uint32_t tag);

/// The page as it is to be looked at, turned and mirrored back; its resolutions go with its sides.
[[nodiscard]] GrayImage set_upright(GrayImage image, Orientation orientation);
[[nodiscard]] BitonalPage set_upright(BitonalPage page, Orientation orientation);

/// The orientation that an Exif block says, which begins "Exif" and may be cut off anywhere;
/// TopLeft when it says none.
[[nodiscard]] Orientation orientation_of_exif(ByteView block);

/// The same of a JPEG file, among the segments before its pixels.
[[nodiscard]] Orientation orientation_of_jpeg(ByteView file);

}  // namespace lockbox::encode
