#pragma once

/// @file
/// What printers, mail and scanners do to a page, for benchmarks and tests that need any amount
/// of it.

#include "core/chance.h"
#include "core/state_table.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

enum class Damage {
  Skew,        ///< Turned, either way; 1.5 degrees a step.
  Blur,        ///< Out of focus.
  Noise,       ///< Of the sensor, on every pixel.
  Streaks,     ///< Dust on the sensor: lines along the track.
  Dropout,     ///< Voids in the ink of the lower band.
  Contrast,    ///< Ink pales and paper darkens.
  Jpeg,        ///< Compression.
  Resolution,  ///< Fewer dots an inch, told in the picture's tags.
  Overprint,   ///< Strokes of a pen across the lower band.
  InkSpread,   ///< Fatter strokes.
};
inline constexpr Names<10> damage_names{"skew",      "blur",      "noise", "streaks",
                                        "dropout",   "contrast",  "jpeg",  "resolution",
                                        "overprint", "ink_spread"};

/// From 1, which is hardly seen, to 10, which is beyond what any standard allows.
inline constexpr int damage_steps = 10;

/// The page with that damage, in gray.  The same chance does the same.
[[nodiscard]] GrayImage damaged(const GrayImage& page, Damage damage, int step, Chance& chance);

}  // namespace lockbox::encode
