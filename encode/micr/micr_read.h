#pragma once

#include <vector>

#include "encode/image/gray_image.h"
#include "encode/micr/micr_line.h"

namespace lockbox::encode {

/// One cell of the line as the reader saw it.
struct SymbolRead {
  std::string symbol;     ///< UTF-8 of one symbol as in `MicrLine::raw`, or "?".
  double confidence = 0;  ///< 0..1; of the best candidate, also when it was refused.
  Box box;
};

/// A MICR line read from a picture, with the evidence.
struct MicrRead {
  MicrLine line;
  std::vector<SymbolRead> symbols;  ///< Left to right, without gaps.
  double confidence = 0;            ///< The least of the accepted symbols; 0 when one is unread.
  Box box;                          ///< The whole line.
};

}  // namespace lockbox::encode
