#include "encode/micr/e13b_layout.h"

#include <algorithm>
#include <string>

namespace lockbox::encode {
namespace {

constexpr int transit_closes_at = 33;  ///< Position of the transit field's right symbol.
constexpr int on_us_ends_at = 14;      ///< Where a line without a transit field ends.
constexpr int amount_ends_at = 1;
constexpr std::string_view transit = "\u2446";
constexpr std::string_view amount = "\u2447";

using Cells = std::vector<const E13bGlyph*>;  ///< A null cell is an empty position.

Result<Cells> cells_of(std::string_view raw) {
  Cells cells;
  while (!raw.empty()) {
    if (raw.front() == ' ') {
      cells.push_back(nullptr);
      raw.remove_prefix(1);
      continue;
    }
    const auto& glyphs = e13b_glyphs();
    const auto found = std::ranges::find_if(
        glyphs, [raw](const E13bGlyph& glyph) { return raw.starts_with(glyph.symbol); });
    if (found == glyphs.end()) {
      return fail(ErrorCode::InvalidInput, "Position " + std::to_string(cells.size() + 1) +
                                               " of the MICR line is not E-13B.");
    }
    cells.push_back(&*found);
    raw.remove_prefix(found->symbol.size());
  }
  if (cells.size() > std::size_t{micr_positions_max}) {
    return fail(ErrorCode::InvalidInput, "A MICR line has at most 65 positions.");
  }
  return cells;
}

bool is_symbol(const E13bGlyph* cell, std::string_view symbol) {
  return cell != nullptr && cell->symbol == symbol;
}

/// The amount field has a place of its own; the rest hangs on the transit field, so that a short
/// account does not move what stands left of it.
std::vector<PlacedGlyph> place(const Cells& cells) {
  const auto size = static_cast<int>(cells.size());
  const auto is_transit = [](const auto* cell) { return is_symbol(cell, transit); };
  const auto is_amount = [](const auto* cell) { return is_symbol(cell, amount); };
  const auto amount_at = static_cast<int>(std::ranges::find_if(cells, is_amount) - cells.begin());
  int rest_end = amount_at;
  while (rest_end > 0 && cells[static_cast<std::size_t>(rest_end) - 1] == nullptr) --rest_end;

  int anchor = rest_end - 1;
  int anchor_position = on_us_ends_at;
  if (std::ranges::count_if(cells, is_transit) == 2) {
    const auto closing = std::find_if(cells.rbegin(), cells.rend(), is_transit);
    anchor = size - 1 - static_cast<int>(closing - cells.rbegin());
    anchor_position = transit_closes_at;
  }
  std::vector<PlacedGlyph> placed;
  for (int i = 0; i < size; ++i) {
    const auto* glyph = cells[static_cast<std::size_t>(i)];
    if (glyph == nullptr) continue;
    const int position =
        i < amount_at ? anchor_position + anchor - i : amount_ends_at + size - 1 - i;
    placed.push_back({glyph, position});
  }
  return placed;
}

}  // namespace

Result<std::vector<PlacedGlyph>> lay_out_micr_line(std::string_view raw) {
  auto placed = place(TRY(cells_of(raw)));
  int previous = micr_positions_max + 1;
  for (const auto& [glyph, position] : placed) {
    if (position >= previous || position < amount_ends_at) {
      return fail(ErrorCode::InvalidInput, "The MICR line's fields overlap or do not fit.");
    }
    previous = position;
  }
  return placed;
}

double right_edge_inch(int position) {
  constexpr double first_position_inch = 5.0 / 16;
  return first_position_inch + (position - 1) * e13b_pitch_inch;
}

}  // namespace lockbox::encode
