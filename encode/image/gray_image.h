#pragma once

/// @file
/// What every stage of reading takes: one picture as 8-bit gray, with its resolution.

#include <memory>

#include <opencv2/core/mat.hpp>

#include "encode/image/box.h"

namespace lockbox::encode {

struct PackedInk;

/// A decoded picture: CV_8UC1, 0 is black ink, 255 is white paper, whatever the file said.
struct GrayImage {
  cv::Mat pixels;
  double dpi_x = 0;  ///< From the file's tags; 0 when they say none that paper has.
  double dpi_y = 0;
  bool bitonal = false;  ///< The file had one bit a pixel.
  /// The ink of these pixels, where they come from a bitonal file; asked through packed_ink.h.
  std::shared_ptr<const PackedInk> packed = nullptr;
};

}  // namespace lockbox::encode
