#include "encode/image/ink_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>

#include "encode/image/gray_histogram.h"
#include "encode/image/wide_vectors.h"

namespace lockbox::encode {
namespace {

constexpr double dpi_min = 100;
constexpr double dpi_max = 1'200;
/// A business check is 8.5 by 3.67 inches; beside it may be some of the track.
constexpr int columns_max = 9 * ink_cells_an_inch;
constexpr int rows_max = 4 * ink_cells_an_inch + ink_cells_an_inch / 5;
constexpr int side_min = ink_cells_an_inch;
constexpr std::size_t cells_a_byte = 4;
constexpr int bits_a_cell = 2;
/// In thousandths of a cell's area: from which share of ink on a cell has which level.
constexpr std::array<int, ink_levels - 1> shares{30, 110, 300};

/// What is darker is ink.  A picture of grays is parted as a bitonal scanner parts it: halfway from
/// its paper to its ink.
int threshold_of(const GrayImage& check) {
  constexpr int halfway = 128;
  if (check.bitonal) return halfway;
  const GrayHistogram grays{check.pixels, {.row_step = 16, .column_step = 8}};
  constexpr double darkest = 0.02;
  return (grays.gray_at(0.5) + grays.gray_at(darkest)) / 2;
}

/// Adds one to each column in which the row has ink.
LOCKBOX_WIDE_VECTORS
void add_ink(const std::uint8_t* row, int columns, std::uint8_t threshold, std::uint8_t* sums) {
  for (int x = 0; x < columns; ++x) {
    sums[x] = static_cast<std::uint8_t>(sums[x] + (row[x] < threshold ? 1 : 0));
  }
}

/// Where each cell ends, in pixels.
std::vector<int> ends_of(int cells, double cell_px) {
  std::vector<int> ends(static_cast<std::size_t>(cells));
  for (std::size_t i = 0; i < ends.size(); ++i) {
    ends[i] = static_cast<int>(std::lround(static_cast<double>(i + 1) * cell_px));
  }
  return ends;
}

std::uint8_t level_of(int ink, int pixels) {
  constexpr int whole = 1'000;
  if (ink == 0) return 0;  // As most cells.
  int level = 0;
  for (const int share : shares) level += whole * ink >= share * pixels ? 1 : 0;
  return static_cast<std::uint8_t>(level);
}

/// Puts the levels of one row of cells behind those before it.
void add_levels(std::span<const std::uint8_t> sums, int rows, std::span<const int> ends,
                std::vector<std::uint8_t>& cells) {
  std::size_t left = 0;
  for (const int end : ends) {
    const auto until = std::min(static_cast<std::size_t>(end), sums.size());
    int ink = 0;
    for (const auto sum : sums.subspan(left, until - left)) ink += sum;
    cells.push_back(level_of(ink, rows * static_cast<int>(until - left)));
    left = until;
  }
}

bool is_map_size(int columns, int rows) {
  return columns >= side_min && rows >= side_min && columns <= columns_max && rows <= rows_max;
}

std::size_t bytes_for(std::size_t cells) {
  return (cells + cells_a_byte - 1) / cells_a_byte;
}

}  // namespace

std::optional<InkMap> ink_map_of(const GrayImage& check) {
  const auto within = [](double dpi) { return dpi >= dpi_min && dpi <= dpi_max; };
  if (!within(check.dpi_x) || !within(check.dpi_y)) return std::nullopt;
  const double cell_width = check.dpi_x / ink_cells_an_inch;
  const double cell_height = check.dpi_y / ink_cells_an_inch;
  InkMap map;
  map.columns = static_cast<int>(check.pixels.cols / cell_width);
  map.rows = static_cast<int>(check.pixels.rows / cell_height);
  if (!is_map_size(map.columns, map.rows)) return std::nullopt;
  map.cells.reserve(static_cast<std::size_t>(map.columns) * static_cast<std::size_t>(map.rows));

  const auto threshold = static_cast<std::uint8_t>(threshold_of(check));
  const auto right = ends_of(map.columns, cell_width);
  const int columns = std::min(right.back(), check.pixels.cols);
  // Of more than 200 dots an inch a part tells as much.
  constexpr double rows_enough = 10;
  const int step = std::max(static_cast<int>(cell_height / rows_enough), 1);
  std::vector<std::uint8_t> sums(static_cast<std::size_t>(columns));
  int y = 0;
  for (const int bottom : ends_of(map.rows, cell_height)) {
    std::ranges::fill(sums, std::uint8_t{0});
    int summed = 0;
    for (; y < std::min(bottom, check.pixels.rows); y += step, ++summed) {
      add_ink(check.pixels.ptr<std::uint8_t>(y), columns, threshold, sums.data());
    }
    add_levels(sums, summed, right, map.cells);
  }
  return map;
}

Bytes to_bytes(const InkMap& map) {
  Bytes bytes{static_cast<std::byte>(map.columns), static_cast<std::byte>(map.rows)};
  bytes.reserve(bytes.size() + bytes_for(map.cells.size()));
  for (std::size_t i = 0; i < map.cells.size(); ++i) {
    if (i % cells_a_byte == 0) bytes.push_back(std::byte{0});
    bytes.back() |= std::byte{map.cells[i]} << (bits_a_cell * (i % cells_a_byte));
  }
  return bytes;
}

Result<InkMap> parse_ink_map(ByteView bytes) {
  constexpr std::size_t head = 2;
  static_assert(columns_max <= std::numeric_limits<std::uint8_t>::max());
  InkMap map;
  if (bytes.size() >= head) {
    map.columns = std::to_integer<int>(bytes[0]);
    map.rows = std::to_integer<int>(bytes[1]);
  }
  const auto cells = static_cast<std::size_t>(map.columns) * static_cast<std::size_t>(map.rows);
  if (!is_map_size(map.columns, map.rows) || bytes.size() != head + bytes_for(cells)) {
    return fail(ErrorCode::InvalidInput,
                "These " + std::to_string(bytes.size()) + " bytes are no map of a check's ink.");
  }
  map.cells.resize(cells);
  for (std::size_t i = 0; i < cells; ++i) {
    const auto byte = std::to_integer<unsigned>(bytes[head + i / cells_a_byte]);
    map.cells[i] = static_cast<std::uint8_t>(byte >> (bits_a_cell * (i % cells_a_byte)) & 3U);
  }
  return map;
}

}  // namespace lockbox::encode
