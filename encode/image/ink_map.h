#pragma once

/// @file
/// Where the ink of a check is, coarsely: enough to tell one filled-in form from another, too
/// little to read what is written on it.

#include <cstdint>
#include <optional>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// A cell is a twentieth of an inch wide and high, whatever the picture's resolution.
inline constexpr int ink_cells_an_inch = 20;
/// From no ink at all to more than a third.
inline constexpr int ink_levels = 4;

/// How much ink there is in each cell of a page.
struct InkMap {
  int columns = 0;
  int rows = 0;
  std::vector<std::uint8_t> cells;  ///< Row by row, each less than `ink_levels`.

  friend bool operator==(const InkMap&, const InkMap&) = default;
};

/// The map of a check as `upright_check` cuts it out.  Nothing for a picture without resolution,
/// of less than 100 dots an inch, or larger than a check is.
[[nodiscard]] std::optional<InkMap> ink_map_of(const GrayImage& check);

/// Four cells a byte behind both sides.
[[nodiscard]] Bytes to_bytes(const InkMap& map);
/// InvalidInput when the bytes are no map.
[[nodiscard]] Result<InkMap> parse_ink_map(ByteView bytes);

}  // namespace lockbox::encode
