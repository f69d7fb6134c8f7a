#pragma once

/// @file
/// The strokes that one row of pixels crosses: the cheapest look at whether bars stand somewhere.

#include <cstdint>
#include <vector>

#include "encode/image/bit_mask.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Looks at rows of one picture, of each only at every `stride`th pixel.  A stroke is a fall and a
/// rise of the brightness by a share of the contrast that the picture shows, however wide it is.
class StrokeScan {
 public:
  /// The contrast is that of every fourth pixel of every `row_step`th row.
  StrokeScan(const GrayImage& image, int row_step, int stride);

  /// Calls `found(x)` for each stroke of the row, left to right, with the place of its darkest
  /// pixel.
  template <class Found>
  void scan(int y, Found found) {
    if (image_.bitonal) {
      scan_ink(y, found);
    } else {
      scan_gray(image_.pixels.ptr<std::uint8_t>(y), found);
    }
  }

 private:
  template <class Found>
  void scan_gray(const std::uint8_t* row, Found& found) const {
    int darkest_at = 0;
    int extreme = row[0];  // The brightest since the last stroke, or the darkest within one.
    bool in_stroke = false;
    for (int x = stride_; x < image_.pixels.cols; x += stride_) {
      const int level = row[x];
      if (in_stroke && level >= extreme + swing_) {
        found(darkest_at);
        in_stroke = false;
        extreme = level;
      } else if (!in_stroke && level <= extreme - swing_) {
        in_stroke = true;
        extreme = level;
        darkest_at = x;
      } else if (in_stroke ? level < extreme : level > extreme) {
        extreme = level;
        darkest_at = x;
      }
    }
  }

  /// The same of black and white, by runs of ink: those that a look has met and that have paper
  /// on either side, which a look has met too.
  template <class Found>
  void scan_ink(int y, Found& found) {
    find_ink(y);
    int first = 0;
    int last = -stride_;  // Of the looks that met the stroke; none yet.
    for (const auto& run : runs_) {
      const int first_look = (run.from + stride_ - 1) / stride_ * stride_;
      const int last_look = (run.to - 1) / stride_ * stride_;
      if (first_look > last_look) continue;
      if (first_look > last + stride_) {
        if (last >= 0 && first > 0) found(first);
        first = first_look;
      }
      last = last_look;
    }
    if (last >= 0 && first > 0 && last + stride_ < image_.pixels.cols) found(first);
  }

  /// Puts the runs of ink of the row into `runs_`.
  void find_ink(int y);

  const GrayImage& image_;
  int stride_;
  int swing_ = 0;
  std::vector<BitMask::Word> words_;
  std::vector<Run> runs_;
};

}  // namespace lockbox::encode
