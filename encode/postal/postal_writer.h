#pragma once

#include <span>

#include "core/result.h"
#include "encode/image/gray_image.h"
#include "encode/postal/postal_bars.h"

namespace lockbox::encode {

/// Where a row of bars is drawn, and at which of the two nominal sizes.
struct PostalPlace {
  PostalFormat format = PostalFormat::IntelligentMail;
  double left_inch = 0;    ///< Of the middle of the first bar from the left edge.
  double bottom_inch = 0;  ///< Of the lower end of tall bars below the upper edge.
};

/// Draws a row of bars at nominal size (USPS-B-3200, 2.3; Domestic Mail Manual 708.4), 22 to the
/// inch.  InvalidInput for an unknown resolution or where it does not fit.
[[nodiscard]] Result<void> draw_postal_bars(GrayImage& page, std::span<const PostalBar> bars,
                                            const PostalPlace& place);

}  // namespace lockbox::encode
