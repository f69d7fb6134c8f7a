#pragma once

#include <vector>

#include "core/chance.h"
#include "encode/image/gray_image.h"
#include "encode/mail/checks/check_plan.h"
#include "encode/micr/cmc7/cmc7_layout.h"
#include "encode/micr/e13b_layout.h"

namespace lockbox::encode {

/// Prints a laid-out MICR line on a gray check of known resolution as that printer does: from the
/// geometry of the symbols at a thousand dots an inch, brought down to the picture's pixels.
/// Symbols that the check is too narrow for are cut off.
void print_micr_line(GrayImage& check, const std::vector<PlacedGlyph>& line, const MicrPrint& print,
                     Chance& chance);

/// The same of a line in CMC-7.
void print_cmc7_line(GrayImage& check, const std::vector<Cmc7Ink>& line, const MicrPrint& print,
                     Chance& chance);

}  // namespace lockbox::encode
