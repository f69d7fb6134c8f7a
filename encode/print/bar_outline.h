#pragma once

#include <span>

#include "encode/micr/e13b_glyphs.h"
#include "encode/print/drawing.h"

namespace lockbox::encode {

/// The outlines of what bars cover together, ink on the right hand of who walks along them, with
/// outer corners rounded by `radius` or by half of a shorter edge.  Lengths are those of the bars.
[[nodiscard]] InkShape outline_of(std::span<const InkBar> bars, double radius);

}  // namespace lockbox::encode
