#pragma once

#include <cstdint>

#include "core/image_store.h"
#include "deposit/model/batch.h"

namespace lockbox::capture {

/// The name under which the picture of a document, as scanned, is kept: "lockbox/batch/sequence".
/// It is bound into the picture's seal, so it never changes.
[[nodiscard]] ImageName image_name(const deposit::Batch& batch, std::int64_t sequence, Side side);

}  // namespace lockbox::capture
