#pragma once

#include <variant>

#include "encode/image/bit_mask.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// A decoded picture of one bit a pixel as it was in its file, for who looks at nothing but ink:
/// spreading it to gray pixels takes as long as decoding it.
struct BitonalPage {
  BitMask ink;
  double dpi_x = 0;  ///< From the file's tags; 0 when the file does not say.
  double dpi_y = 0;
};

/// The same in gray pixels, with its ink packed.
[[nodiscard]] GrayImage gray_of(BitonalPage page);

/// What a file decodes to in the fewest steps.
using DecodedPage = std::variant<GrayImage, BitonalPage>;

/// In gray pixels, whatever it is.
[[nodiscard]] GrayImage gray_of(DecodedPage page);

}  // namespace lockbox::encode
