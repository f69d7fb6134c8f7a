#pragma once

#include <array>

#include "encode/micr/e13b_templates.h"
#include "encode/micr/network_layout.h"

namespace lockbox::encode {

/// Cuts what the network sees of the glyph at `place`: 0 is the paper around, 1 the line's ink.
/// False where the window does not fit into the strip.
[[nodiscard]] bool cut_window(const Strip& strip, const Place& place,
                              std::array<float, network::inputs>& window);

}  // namespace lockbox::encode
