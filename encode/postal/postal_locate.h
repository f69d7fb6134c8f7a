#pragma once

#include <vector>

#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// A bar as its ink lies on the picture, in pixels.
struct InkedBar {
  double x = 0;  ///< Middle.
  double top = 0;
  double bottom = 0;
};

/// The rows of evenly spaced bars with the pitch of postal barcodes, each left to right; nearly
/// always none.  The first look is at one row of pixels in every 0.7 mm, which meets the zone that
/// all bars cover.
[[nodiscard]] std::vector<std::vector<InkedBar>> locate_postal_rows(const GrayImage& image);

}  // namespace lockbox::encode
