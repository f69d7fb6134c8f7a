#pragma once

/// @file
/// The layouts of lines in E-13B (ISO 1004-1) outside the United States.

#include <optional>
#include <string_view>

#include "encode/micr/foreign_fields.h"

namespace lockbox::encode {

/// As `find_foreign_fields`, of a line in E-13B.  A gap behind a digit of a Canadian account may
/// hide one, so such a line has no fields.
[[nodiscard]] std::optional<ForeignFields> find_foreign_e13b_fields(std::string_view raw);

}  // namespace lockbox::encode
