#pragma once

#include "core/result.h"
#include "encode/print/drawing.h"

namespace lockbox::encode {

/// A letter page that shows what a printer does to checks: at its lower edge the clear band, the
/// strip of the symbols, the positions 1 to 65 and a sample line with all fourteen symbols (ANSI
/// X9.100-160-1), above it rulers and crosses at known distances from the edges.
[[nodiscard]] Result<Drawing> alignment_page();

}  // namespace lockbox::encode
