#include "encode/image/ink_sketch.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace lockbox::encode {
namespace {

constexpr int across = 16;
constexpr int down = 8;
constexpr std::size_t head = 2;
constexpr std::size_t sketch_bytes = head + static_cast<std::size_t>(across * down);
constexpr int whole = 100;
/// As two pictures may differ whose likeness is looked at.
constexpr int size_difference_max = 12;
/// The surroundings show at the rim.
constexpr int rim = 4;

/// From which cell on the part begins; of the one after the last, where it ends.
int start_of(int part, int parts, int cells) {
  return rim + part * (cells - 2 * rim) / parts;
}

std::byte darkness(const InkMap& map, int column, int row) {
  const int right = start_of(column + 1, across, map.columns);
  const int bottom = start_of(row + 1, down, map.rows);
  int sum = 0;
  int cells = 0;
  for (int y = start_of(row, down, map.rows); y < bottom; ++y) {
    for (int x = start_of(column, across, map.columns); x < right; ++x, ++cells) {
      sum += map.cells[static_cast<std::size_t>(y * map.columns + x)];
    }
  }
  constexpr int darkest = 255;
  return static_cast<std::byte>(darkest * sum / (std::max(cells, 1) * (ink_levels - 1)));
}

}  // namespace

Bytes ink_sketch_of(const InkMap& map) {
  Bytes sketch{static_cast<std::byte>(map.columns), static_cast<std::byte>(map.rows)};
  for (int row = 0; row < down; ++row) {
    for (int column = 0; column < across; ++column) sketch.push_back(darkness(map, column, row));
  }
  return sketch;
}

int sketch_difference(ByteView one, ByteView other) {
  if (one.size() != sketch_bytes || other.size() != sketch_bytes) return whole;
  const auto at = [](ByteView bytes, std::size_t i) { return std::to_integer<int>(bytes[i]); };
  for (std::size_t i = 0; i < head; ++i) {
    if (std::abs(at(one, i) - at(other, i)) > size_difference_max) return whole;
  }
  int apart = 0;
  int ink = 0;
  for (std::size_t i = head; i < sketch_bytes; ++i) {
    apart += std::abs(at(one, i) - at(other, i));
    ink += at(one, i) + at(other, i);
  }
  return ink == 0 ? whole : whole * apart / ink;
}

}  // namespace lockbox::encode
