#pragma once

#include <optional>

#include "encode/image/bitonal_page.h"
#include "encode/print/sheet_code.h"

namespace lockbox::encode {

/// The sheet that a scanned front is, upright or upside down, at any resolution at which its bars
/// are two pixels wide, with skew up to about three degrees.  None where there is any doubt: a page
/// that also bears a MICR line, another barcode or a second sheet's code is mail.  Most pages are
/// told from a sheet by a few rows of pixels.
[[nodiscard]] std::optional<SheetCode> read_sheet(const GrayImage& image);
[[nodiscard]] std::optional<SheetCode> read_sheet(const BitonalPage& page);

}  // namespace lockbox::encode
