#pragma once

/// @file
/// The layouts of lines in CMC-7 (ISO 1004-2).

#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "encode/micr/foreign_fields.h"

namespace lockbox::encode {

/// Whether the text has symbols of CMC-7 (`a` to `e`, see `Cmc7Glyph::symbol`), which no line in
/// E-13B has.
[[nodiscard]] bool has_cmc7_symbols(std::string_view raw);

/// As `find_foreign_fields`, of a line in CMC-7.  A gap hides no digit where every length is fixed.
[[nodiscard]] std::optional<ForeignFields> find_cmc7_fields(std::string_view raw);

/// A line in CMC-7 as a person keyed it, without gaps.  InvalidInput, with what is wrong, for a
/// line that has no fields.
[[nodiscard]] Result<std::string> check_keyed_cmc7_line(std::string_view raw);

}  // namespace lockbox::encode
