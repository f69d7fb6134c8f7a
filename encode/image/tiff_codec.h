#pragma once

#include "core/bytes.h"
#include "core/result.h"
#include "encode/image/bitonal_page.h"

namespace lockbox::encode {

/// The one page of a TIFF: 1-bit (plain, PackBits, G3, G4), 8-bit gray or RGB, in strips.  Any
/// complaint of the decoder is an error: libtiff itself would return the rest of the page as white.
/// A second page is an error, as it could be another check; thumbnails may follow.
[[nodiscard]] Result<DecodedPage> decode_tiff(ByteView file);

}  // namespace lockbox::encode
