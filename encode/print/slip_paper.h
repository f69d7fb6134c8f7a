#pragma once

/// @file
/// The paper of a slip, a third of a letter page, and writing on it.  Lengths are inches.

#include <string>

#include "encode/print/drawing.h"

namespace lockbox::encode {

inline constexpr double letter_width = 8.5;
inline constexpr double letter_height = 11;
inline constexpr double slip_height = letter_height / 3;
inline constexpr double slip_margin = 0.5;

[[nodiscard]] Drawing blank_slip();

/// Where a line of text stands, and how high its capitals are.
struct TextPlace {
  double x = 0;
  double baseline = 0;
  double height = 0.1;
};
/// As wide as the margin allows; wider text is drawn smaller.
void write(Drawing& slip, const std::string& text, const TextPlace& place);
void write_bold(Drawing& slip, const std::string& text, const TextPlace& place);

}  // namespace lockbox::encode
