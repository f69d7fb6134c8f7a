#pragma once

#include <string_view>

#include "core/result.h"

namespace lockbox::encode {

/// The type faces made for machines: ISO 1073-1 and ISO 1073-2, both in size I.
enum class OcrFont { A, B };

/// "ocr_a", "ocr_b": the spelling of SITE.toml and of all output.
[[nodiscard]] std::string_view to_string(OcrFont font);
[[nodiscard]] Result<OcrFont> parse_ocr_font(std::string_view text);

}  // namespace lockbox::encode
