#pragma once

#include <string_view>

#include "core/result.h"
#include "encode/print/drawing.h"

namespace lockbox::encode {

/// Adds an E-13B line (spelled as in `MicrLine::raw`) for a check, or a ticket, whose lower right
/// corner is there: ANSI X9.100-160-1 positions, 0.013 inch modules, 0.125 inch pitch, outer
/// corners rounded by half a module (ISO 1004).  InvalidInput as `lay_out_micr_line`.
[[nodiscard]] Result<void> add_micr_line(Drawing& drawing, std::string_view raw, double right,
                                         double bottom);

}  // namespace lockbox::encode
