#pragma once

/// @file
/// What is asked of a MICR line whichever font it is in.

#include <string>
#include <string_view>

#include "core/result.h"
#include "encode/micr/micr_line.h"

namespace lockbox::encode {

/// Nothing is left to be keyed: a complete line in E-13B, or one in CMC-7 that has fields.
[[nodiscard]] bool is_whole_line(const MicrLine& line);

/// A line that a person keyed, in the font of its symbols; of one in CMC-7 a MicrLine has `raw`
/// only.  InvalidInput, with what is wrong and what to do, for a line that is not whole.
[[nodiscard]] Result<MicrLine> parse_keyed_line(std::string_view raw);

/// The number of the check by its line; empty when the line does not tell it.
[[nodiscard]] std::string check_number_of(const MicrLine& line);

}  // namespace lockbox::encode
