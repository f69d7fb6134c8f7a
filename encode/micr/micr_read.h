#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "core/state_table.h"
#include "encode/image/box.h"
#include "encode/micr/micr_line.h"

namespace lockbox::encode {

/// One cell of the line as the reader saw it.
struct SymbolRead {
  std::string symbol;     ///< UTF-8 of one symbol as in `MicrLine::raw`, or "?".
  double confidence = 0;  ///< 0..1; of the best candidate, also when it was refused.
  Box box;
  std::string best;          ///< The best candidate; empty for ink that is like no symbol.
  std::string second;        ///< What else it could be; empty where nothing speaks for another.
  double second_chance = 0;  ///< 0..1; how likely it is that one, at most.
  /// 0..1; how likely the best candidate is not what is printed, at most, as it was measured:
  /// unlike `confidence`, which is the reader's own opinion.
  double error = 1;
  friend bool operator==(const SymbolRead&, const SymbolRead&) = default;
};

/// The two fonts of magnetic ink, ISO 1004-1 and ISO 1004-2.
enum class MicrFont { E13b, Cmc7 };
inline constexpr Names<2> micr_font_names{"e13b", "cmc7"};

/// A MICR line read from a picture, with the evidence.
struct MicrRead {
  MicrFont font = MicrFont::E13b;
  /// Of a CMC-7 line only `raw`, spelled as in `Cmc7Glyph::symbol`: its fields are another
  /// country's and must never pass for a routing number.
  MicrLine line;
  std::vector<SymbolRead> symbols;  ///< Left to right, without gaps.
  double confidence = 0;            ///< The least of the accepted symbols; 0 when one is unread.
  Box box;                          ///< The whole line.
  /// 0..1; how likely one of the accepted symbols is wrong, at most: 1 - product of (1 - error).
  double error = 1;
};

[[nodiscard]] inline bool is_read(const SymbolRead& symbol) {
  return symbol.symbol != "?";
}

/// How many symbols of the line are not in doubt.
[[nodiscard]] inline std::ptrdiff_t read_symbols(const MicrRead& read) {
  return std::ranges::count_if(read.symbols, is_read);
}

}  // namespace lockbox::encode
