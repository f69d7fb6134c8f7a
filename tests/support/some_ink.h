#pragma once

#include <cstddef>
#include <cstdint>

#include "core/chance.h"
#include "encode/image/ink_map.h"

namespace lockbox::test {

/// A personal check with nine lines of writing; another seed has written something else.
inline encode::InkMap some_ink(std::uint64_t seed) {
  encode::InkMap map{.columns = 120, .rows = 55, .cells = {}};
  map.cells.resize(std::size_t{120} * 55);
  Chance chance{seed};
  for (std::size_t y = 3; y < 55; y += 6) {
    for (std::size_t x = 3; x < 117; ++x) {
      if (x % 12 < 2 || chance.below(3) == 0) continue;
      map.cells[(y + chance.below(3)) * 120 + x] = static_cast<std::uint8_t>(2 + chance.below(2));
    }
  }
  return map;
}

}  // namespace lockbox::test
