#include "capture/image_name.h"

#include <fmt/core.h>

namespace lockbox::capture {

ImageName image_name(const deposit::Batch& batch, std::int64_t sequence, Side side) {
  return {fmt::format("{}/{}/{}", batch.header.lockbox, batch.id.value(), sequence), side,
          ImageView::AsScanned};
}

}  // namespace lockbox::capture
