#pragma once

#include <string_view>

#include "core/result.h"

namespace lockbox::encode {

enum class BarcodeFormat { Code128, Code39, Itf, QrCode };

/// "code128", "code39", "itf", "qr": the spelling of SITE.toml and of all output.
[[nodiscard]] std::string_view to_string(BarcodeFormat format);
[[nodiscard]] Result<BarcodeFormat> parse_barcode_format(std::string_view text);

}  // namespace lockbox::encode
