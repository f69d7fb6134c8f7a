#pragma once

/// @file
/// The ink of a bitonal picture, 64 pixels to a word: packed once, when the picture is decoded, for
/// everybody who looks for something on it.

#include "encode/image/bit_mask.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// A mask and the pixels that it is of.  A picture that was given other pixels is packed anew; who
/// changes pixels in place must clone them first.
struct PackedInk {
  cv::Mat pixels;
  BitMask ink;
};

/// The bitonal `image` with its ink.
[[nodiscard]] GrayImage with_packed_ink(GrayImage image);

/// The ink of a bitonal picture.
[[nodiscard]] std::shared_ptr<const BitMask> ink_of(const GrayImage& image);

/// The ink of some rows of a bitonal picture.
[[nodiscard]] BitMask ink_of(const GrayImage& image, const cv::Range& rows);

}  // namespace lockbox::encode
