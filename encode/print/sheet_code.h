#pragma once

/// @file
/// The barcodes of sheets that lead mail through the scanner and are not mail themselves.  Code
/// 128,
///
///     LBX-SEP-1-000123-0     a separator: the next document begins an envelope
///     LBX-BAT-1-2611230001-8 a batch header: the next document begins a batch
///
/// the project's prefix, the kind, the version of this format, a number of 1 to 12 digits, and the
/// Luhn digit (ISO/IEC 7812-1 annex B) over version and number.

#include <optional>
#include <string>
#include <string_view>

#include "encode/coupon/barcode_format.h"

namespace lockbox::encode {

enum class SheetKind { Separator, BatchHeader };

/// What the barcode of a sheet says.
struct SheetCode {
  SheetKind kind = SheetKind::Separator;
  std::string number;  ///< Digits; tells one sheet of a kind from another for people.
  friend bool operator==(const SheetCode&, const SheetCode&) = default;
};

/// The text of the barcode; the number must be 1 to 12 digits.
[[nodiscard]] std::string format_sheet_code(const SheetCode& code);

/// The sheet whose code this is; none for any other barcode, another version or a wrong check
/// digit.
[[nodiscard]] std::optional<SheetCode> parse_sheet_code(BarcodeFormat format,
                                                        std::string_view text);

}  // namespace lockbox::encode
