#pragma once

/// @file
/// Checks as widely as readers meet them: styles of several countries, printers within and beyond
/// tolerance, everything that happens between printer and file.  All drawn; no check is anybody's.

#include <string>

#include "core/chance.h"
#include "encode/image/gray_image.h"
#include "encode/mail/checks/check_plan.h"

namespace lockbox::encode {

struct DrawnCheck {
  GrayImage page;    ///< As decoded from the scanner's or camera's file.
  std::string micr;  ///< What is printed, spelled as by `draw_micr_text`.
};

/// Draws a check of that style with that degradation, `level` of 1 to `degradation_levels`.  The
/// same chance draws the same.
[[nodiscard]] DrawnCheck draw_wide_check(CheckStyle style, Degradation degradation, int level,
                                         Chance& chance);

}  // namespace lockbox::encode
