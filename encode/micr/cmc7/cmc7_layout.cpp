#include "encode/micr/cmc7/cmc7_layout.h"

#include <algorithm>
#include <string>

#include "encode/micr/cmc7/cmc7_glyphs.h"

namespace lockbox::encode {
namespace {

constexpr double right_margin_mm = 8;
constexpr double middle_above_edge_mm = 8;
constexpr double row_mm = cmc7_height_mm / cmc7_shape_rows;

/// The pieces of one stroke, `middle_mm` from the right edge.
void add_stroke(const Cmc7Glyph& glyph, std::size_t stroke, double middle_mm,
                std::vector<Cmc7Ink>& ink, std::size_t position) {
  const double top_mm = middle_above_edge_mm + cmc7_height_mm / 2;
  const auto has_ink = [&](std::size_t row) { return glyph.shape.at(row).at(stroke) == '#'; };
  for (std::size_t row = 0; row < cmc7_shape_rows; ++row) {
    if (!has_ink(row)) continue;
    const std::size_t first = row;
    while (row + 1 < cmc7_shape_rows && has_ink(row + 1)) ++row;
    ink.push_back({.left = middle_mm + cmc7_stroke_mm / 2,
                   .right = middle_mm - cmc7_stroke_mm / 2,
                   .top = top_mm - static_cast<double>(first) * row_mm,
                   .bottom = top_mm - static_cast<double>(row + 1) * row_mm,
                   .position = position});
  }
}

}  // namespace

Result<std::vector<Cmc7Ink>> lay_out_cmc7_line(std::string_view raw) {
  if (raw.size() > cmc7_positions_max) {
    return fail(ErrorCode::InvalidInput, "A CMC-7 line has at most 64 positions.");
  }
  std::vector<Cmc7Ink> ink;
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == ' ') continue;
    const auto& glyphs = cmc7_glyphs();
    const auto* const glyph = std::ranges::find(glyphs, raw[i], &Cmc7Glyph::symbol);
    if (glyph == glyphs.end()) {
      return fail(ErrorCode::InvalidInput,
                  "Position " + std::to_string(i + 1) + " of the MICR line is not CMC-7.");
    }
    const double middle_mm = right_margin_mm + cmc7_pitch_mm / 2 +
                             static_cast<double>(raw.size() - 1 - i) * cmc7_pitch_mm;
    const auto places = stroke_places_mm(glyph->code);
    for (std::size_t stroke = 0; stroke < cmc7_strokes; ++stroke) {
      add_stroke(*glyph, stroke, middle_mm - places.at(stroke), ink, i);
    }
  }
  return ink;
}

}  // namespace lockbox::encode
