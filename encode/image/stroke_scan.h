#pragma once

/// @file
/// The strokes that one row of pixels crosses: the cheapest look at whether bars stand somewhere.

#include <cstdint>
#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// Calls `found(x)` for each stroke of a row, left to right, with the place of its darkest pixel.
/// A stroke is a fall and a rise of the brightness by `swing`, however wide it is.  Only every
/// `stride`th pixel is looked at.
template <class Found>
void scan_strokes(const std::uint8_t* row, int size, int stride, int swing, Found found) {
  int darkest_at = 0;
  int extreme = row[0];  // The brightest since the last stroke, or the darkest within one.
  bool in_stroke = false;
  for (int x = stride; x < size; x += stride) {
    const int level = row[x];
    if (in_stroke && level >= extreme + swing) {
      found(darkest_at);
      in_stroke = false;
      extreme = level;
    } else if (!in_stroke && level <= extreme - swing) {
      in_stroke = true;
      extreme = level;
      darkest_at = x;
    } else if (in_stroke ? level < extreme : level > extreme) {
      extreme = level;
      darkest_at = x;
    }
  }
}

/// The gray levels by which a stroke is darker than what is beside it, for `scan_strokes`: a share
/// of the contrast that every fourth pixel of every `row_step`th row shows.
[[nodiscard]] int stroke_swing(const cv::Mat& pixels, int row_step);

}  // namespace lockbox::encode
