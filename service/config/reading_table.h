#pragma once

/// @file
/// The table [reading] of SITE.toml:
///
///     line_error_bound = 0.001   # how likely a MICR line that counts as read may hold a wrong
///                                # symbol, at most; above 0, at most 0.5
///
/// In a line that is more likely to be wrong the symbols that contribute most become '?', for a
/// person to read.  The bound is kept honest: the reader's errors were measured on a limited number
/// of lines, so that even a line of the best evidence is only proved to be wrong at most once in
/// about a thousand times, and no line is held to less than that.

#include "encode/micr/line_error.h"
#include "service/config/table_reader.h"

namespace lockbox::service {

[[nodiscard]] encode::ReadingLimits read_reading(TableReader& file);

}  // namespace lockbox::service
