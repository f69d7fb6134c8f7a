#pragma once

/// @file
/// The check of a page as a bank takes it: cut out of the sheet that it came on, the right way up.

#include <optional>
#include <span>

#include "encode/image/box.h"
#include "encode/image/gray_image.h"
#include "encode/page_reader.h"

namespace lockbox::encode {

/// Where the check with that E-13B line is on a picture of that size, when the picture shows a
/// sheet that a check is only a part of, as a voucher is, by the line alone.  As wide as the sheet;
/// its lower edge 5/16 inch below the middle of the line and its upper one 3.5 inches higher (ANSI
/// X9.100-160-1), or turned round when the line lies upside down.  Nothing for a line of too few
/// symbols to measure by.
[[nodiscard]] std::optional<Box> check_on_sheet(std::span<const SymbolRead> line, cv::Size picture);

/// The same of the page's line, if it is in E-13B.
[[nodiscard]] std::optional<Box> place_on_sheet(const PageRead& page, cv::Size picture);

/// The check that was read on the scan, the right way up.  That of a sheet is straightened by its
/// line and goes from one perforation to the next, where the scan shows them.  A scan that shows
/// nothing else and is upright is the check as it is.
[[nodiscard]] GrayImage upright_check(const GrayImage& scan, const PageRead& page);

}  // namespace lockbox::encode
