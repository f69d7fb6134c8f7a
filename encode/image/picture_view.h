#pragma once

/// @file
/// A picture, or a part of it, as a browser shows it.

#include <string>

#include "core/bytes.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Clockwise.
enum class Turn { None, Quarter, Half, ThreeQuarters };

/// A part of a picture in fractions of its width and height, before it is turned.
struct Cut {
  double left = 0;
  double top = 0;
  double width = 1;
  double height = 1;
};

/// Whether the part lies within the picture and is not empty.
[[nodiscard]] bool is_within(const Cut& cut);

/// Which part of a picture, and how it is turned.
struct PictureView {
  Turn turn = Turn::None;
  Cut cut;
};

struct ShownPicture {
  std::string media_type;  ///< "image/png" for one bit a pixel, else "image/jpeg".
  Bytes bytes;
};

/// Cuts, turns and encodes.  The cut must lie within the picture.
[[nodiscard]] ShownPicture show(GrayImage image, const PictureView& view);

}  // namespace lockbox::encode
