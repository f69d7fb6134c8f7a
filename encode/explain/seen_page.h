#pragma once

/// @file
/// The evidence of a reading as a person can look at it: every line with its symbols, how sure each
/// is, what else it could be, and where it stands on the picture.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "encode/micr/micr_read.h"

namespace lockbox::encode {

/// The type of a line in E-13B.
inline constexpr std::string_view micr_line_type = "e13b";

/// One line of symbols, or a barcode, which is one symbol: its whole text.  A check box is one too:
/// what it is for and its state.
struct SeenLine {
  std::string type;  ///< "e13b", "cmc7", "ocr_a", "ocr_b", "check_box", or what a barcode's format
                     ///< is called.
  std::vector<SymbolRead> symbols;  ///< Left to right, without gaps.
  Box box;
  double error = 1;  ///< As of MicrRead; 1 where nothing is known.
  friend bool operator==(const SeenLine&, const SeenLine&) = default;
};

/// All lines of one picture, which is so many pixels large.
struct SeenPage {
  int width = 0;
  int height = 0;
  std::vector<SeenLine> lines;
  friend bool operator==(const SeenPage&, const SeenPage&) = default;
};

/// Whether the reader left a symbol open.
[[nodiscard]] bool is_doubtful(const SymbolRead& symbol);
[[nodiscard]] bool has_doubt(const SeenLine& line);

/// As a text to keep, and back: chances in millionths, rounded up.  InvalidInput for any other
/// text.
[[nodiscard]] std::string text_of(const SeenPage& page);
[[nodiscard]] Result<SeenPage> parse_seen_page(std::string_view text);

}  // namespace lockbox::encode
