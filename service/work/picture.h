#pragma once

#include <string>

#include "core/bytes.h"
#include "core/image_store.h"
#include "deposit/model/batch.h"
#include "deposit/model/document.h"

namespace lockbox::service::work {

/// Clockwise.
enum class Turn { None, Quarter, Half, ThreeQuarters };

/// A part of a picture in fractions of its width and height, before it is turned.
struct Cut {
  double left = 0;
  double top = 0;
  double width = 1;
  double height = 1;
};

struct PictureRequest {
  Side side = Side::Front;
  Turn turn = Turn::None;
  Cut cut;
};

/// A picture as a browser shows it.
struct ShownPicture {
  std::string media_type;  ///< "image/png" for one bit a pixel, else "image/jpeg".
  Bytes bytes;
};

/// Whether the part lies within the picture and is not empty.
[[nodiscard]] bool is_within(const Cut& cut);

/// Fetches, cuts, turns and encodes.  NotFound when the document has no picture of this side;
/// InvalidInput for one that cannot be decoded, with the decoder's sentence.
[[nodiscard]] Result<ShownPicture> show_picture(ImageStore& images, const deposit::Batch& batch,
                                                const deposit::Document& document,
                                                const PictureRequest& request);

}  // namespace lockbox::service::work
