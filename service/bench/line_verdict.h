#pragma once

#include <string>

#include "core/result.h"
#include "encode/image/gray_image.h"

namespace lockbox::service {

/// How one MICR line was read.
struct LineVerdict {
  bool is_whole = false;  ///< Every symbol was read, and right.
  /// A field was read and is another one than what is printed, or a line without a symbol in doubt
  /// says what no part of the printed line says.
  bool is_wrong = false;
};

/// Whether two spellings of a MICR line have the same symbols, wherever gaps are.
[[nodiscard]] bool has_same_symbols(std::string one, std::string other);

/// Reads the page as the service does, with the default bound on a line's error, and holds its line
/// against what is printed, spelled as in `MicrLine::raw`.  A page on which no line is found is
/// neither whole nor wrong.
[[nodiscard]] Result<LineVerdict> judge_reading(const encode::GrayImage& page,
                                                const std::string& printed);

}  // namespace lockbox::service
