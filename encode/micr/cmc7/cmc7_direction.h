#pragma once

#include <span>

#include "encode/micr/cmc7/cmc7_fit.h"
#include "encode/micr/cmc7/cmc7_strip.h"

namespace lockbox::encode {

enum class Cmc7Direction { Upright, UpsideDown, Unknown };

/// Which way up a line stands.  Upside down every symbol has the code of a symbol too, so that the
/// distances cannot tell; the shapes that people see can.
[[nodiscard]] Cmc7Direction direction_of(const Cmc7Strip& strip, std::span<const Cmc7Fit> fits);

}  // namespace lockbox::encode
