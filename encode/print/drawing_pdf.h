#pragma once

#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "encode/print/drawing.h"

namespace lockbox::encode {

/// Pages as a PDF at true size, all outlines, no raster; the same pages make the same bytes.
/// Unavailable when the library failed.
[[nodiscard]] Result<Bytes> to_pdf(const std::vector<Drawing>& pages, const std::string& title);

}  // namespace lockbox::encode
