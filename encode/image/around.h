#pragma once

#include <algorithm>

#include "encode/image/box.h"

namespace lockbox::encode {

/// The smallest box that holds both.
[[nodiscard]] constexpr Box around(const Box& one, const Box& other) {
  const int left = std::min(one.x, other.x);
  const int top = std::min(one.y, other.y);
  return {.x = left,
          .y = top,
          .width = std::max(one.x + one.width, other.x + other.width) - left,
          .height = std::max(one.y + one.height, other.y + other.height) - top};
}

}  // namespace lockbox::encode
