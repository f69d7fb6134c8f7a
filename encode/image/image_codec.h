#pragma once

#include <string>

#include "core/bytes.h"
#include "core/result.h"
#include "encode/image/bitonal_page.h"

namespace lockbox::encode {

/// Decodes TIFF (1-bit G4, G3, packed; 8-bit gray or RGB), JPEG or PNG, told apart by their first
/// bytes, under the limits of core/limits.h, which are checked on the header before any pixel is
/// decoded.  InvalidInput says what is wrong in one sentence; its field is the name of the
/// ImageFault.
///
/// A resolution by which the paper is larger than any that comes by post, as cameras write it, is
/// taken for none.
[[nodiscard]] Result<GrayImage> decode_image(ByteView file);

/// The same; a TIFF of one bit a pixel stays packed.
[[nodiscard]] Result<DecodedPage> decode_page(ByteView file);

/// The media type by first bytes ("image/tiff", "image/jpeg", "image/png"), or empty.
[[nodiscard]] std::string media_type_of(ByteView file);

/// TIFF 6.0, one strip, G4, little-endian, min-is-white; pixels darker than 128 are ink.
[[nodiscard]] Bytes encode_tiff_g4(const GrayImage& image);

/// JPEG, 8-bit gray, with density in the header.
[[nodiscard]] Bytes encode_jpeg(const GrayImage& image, int quality);

/// PNG, for browsers: 1-bit gray when the image is bitonal, else 8-bit gray; with density.
[[nodiscard]] Bytes encode_png(const GrayImage& image);

}  // namespace lockbox::encode
