#pragma once

/// @file
/// What several kinds of message are made of: enumerations and the limits that they share.

#include "capture/isolation/byte_message.h"
#include "encode/coupon/barcode_format.h"
#include "encode/scan_line/ocr_font.h"

namespace lockbox::capture {

inline constexpr std::uint32_t definition_text_bytes_max = 4'096;
inline constexpr std::uint32_t check_boxes_max = 64;

inline constexpr std::uint8_t ocr_fonts = 2;
inline constexpr std::uint8_t yes_or_no = 2;

static_assert(static_cast<int>(encode::OcrFont::B) + 1 == ocr_fonts);

template <class Enum>
void put_enum(MessageWriter& to, Enum value) {
  to.put_byte(static_cast<std::uint8_t>(value));
}

template <class Enum>
Enum take_enum(MessageReader& from, std::uint8_t count) {
  return static_cast<Enum>(from.byte_below(count));
}

}  // namespace lockbox::capture
