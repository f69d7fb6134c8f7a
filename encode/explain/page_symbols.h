#pragma once

#include "encode/explain/seen_page.h"
#include "encode/page_reader.h"

namespace lockbox::encode {

/// Every line, scan line and barcode that was read on a picture of that size, in this order.
[[nodiscard]] SeenPage seen_page(const PageRead& page, cv::Size size);

}  // namespace lockbox::encode
