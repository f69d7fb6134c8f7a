#pragma once

#include "capture/pictures.h"
#include "core/image_store.h"
#include "deposit/model/batch.h"
#include "deposit/model/document.h"
#include "encode/image/picture_view.h"

namespace lockbox::service::work {

using encode::Cut;
using encode::is_within;
using encode::ShownPicture;
using encode::Turn;

struct PictureRequest {
  Side side = Side::Front;
  Turn turn = Turn::None;
  Cut cut;
};

/// A stored picture, and who is to look at it.
struct StoredPicture {
  ImageStore& images;
  capture::Pictures& pictures;
  const deposit::Batch& batch;
  const deposit::Document& document;
};

/// Fetches, cuts, turns and encodes.  NotFound when the document has no picture of this side;
/// InvalidInput for one that cannot be decoded, with the decoder's sentence.
[[nodiscard]] Result<ShownPicture> show_picture(const StoredPicture& stored,
                                                const PictureRequest& request);

}  // namespace lockbox::service::work
