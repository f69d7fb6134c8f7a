#pragma once

#include "encode/image/gray_image.h"
#include "encode/print/drawing.h"

namespace lockbox::encode {

/// The drawing as a gray picture of that resolution: edges by the share of each pixel that has ink,
/// text in a stroke face of the same height.
[[nodiscard]] GrayImage to_raster(const Drawing& drawing, double dpi);

}  // namespace lockbox::encode
