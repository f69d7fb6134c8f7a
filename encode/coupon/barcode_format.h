#pragma once

#include <array>
#include <string_view>

#include "core/result.h"

namespace lockbox::encode {

enum class BarcodeFormat { Code128, Code39, Itf, QrCode, DataMatrix, Pdf417 };

inline constexpr std::array barcode_formats{BarcodeFormat::Code128,    BarcodeFormat::Code39,
                                            BarcodeFormat::Itf,        BarcodeFormat::QrCode,
                                            BarcodeFormat::DataMatrix, BarcodeFormat::Pdf417};

/// A single row of bars; the others spread over an area and correct errors by themselves.
[[nodiscard]] constexpr bool is_linear(BarcodeFormat format) {
  return format == BarcodeFormat::Code128 || format == BarcodeFormat::Code39 ||
         format == BarcodeFormat::Itf;
}

/// "code128", "code39", "itf", "qr", "data_matrix", "pdf417": the spelling of SITE.toml and of all
/// output.
[[nodiscard]] std::string_view to_string(BarcodeFormat format);
[[nodiscard]] Result<BarcodeFormat> parse_barcode_format(std::string_view text);

}  // namespace lockbox::encode
