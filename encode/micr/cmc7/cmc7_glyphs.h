#pragma once

/// @file
/// The symbols of CMC-7 (ISO 1004-2): seven upright strokes whose six distances, each narrow or
/// wide, are the code, and whose lengths draw the character for people.

#include <array>
#include <cstddef>
#include <string_view>

namespace lockbox::encode {

inline constexpr std::size_t cmc7_strokes = 7;
inline constexpr double cmc7_pitch_mm = 3.175;  ///< From symbol to symbol, eight to the inch.
inline constexpr double cmc7_stroke_mm = 0.15;  ///< Width of a stroke.
inline constexpr double cmc7_narrow_mm = 0.3;  ///< From the middle of a stroke to that of the next.
inline constexpr double cmc7_wide_mm = 0.5;
inline constexpr double cmc7_height_mm = 2.85;

/// Bit 5 is the first distance; a set bit is a wide one.
using Cmc7Code = unsigned;
inline constexpr Cmc7Code cmc7_codes = 64;

inline constexpr std::size_t cmc7_shape_rows = 12;

/// One symbol.  Digits and the five special symbols have two wide distances, letters one or three.
struct Cmc7Glyph {
  /// The digit, or `a` to `e` for the symbols SI to SV.  Neither Unicode nor ASCII has characters
  /// for these; small letters cannot be taken for the capital letters that CMC-7 itself has.
  char symbol = 0;
  Cmc7Code code = 0;
  /// What people see: rows from the top, one mark a stroke, '#' where it has ink.
  std::array<std::string_view, cmc7_shape_rows> shape;
  /// Whether the shape is that of printed lines.  Symbols that banks do not print at present have
  /// the right code and a shape of ours.
  bool is_as_printed = true;
};

inline constexpr std::size_t cmc7_glyph_count = 15;

/// Digits in order, then `a` to `e`.
[[nodiscard]] const std::array<Cmc7Glyph, cmc7_glyph_count>& cmc7_glyphs();

/// The glyph with that code; null for a code of letters or of nothing.
[[nodiscard]] const Cmc7Glyph* find_cmc7_glyph(Cmc7Code code);

/// The code as the distances run from the other end: of the symbol that it seems upside down.
[[nodiscard]] Cmc7Code turned_round(Cmc7Code code);

/// The middles of the strokes from the middle of the symbol, left to right, in millimetres.
[[nodiscard]] std::array<double, cmc7_strokes> stroke_places_mm(Cmc7Code code);

}  // namespace lockbox::encode
