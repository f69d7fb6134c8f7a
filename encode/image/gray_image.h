#pragma once

/// @file
/// What every stage of reading takes: one picture as 8-bit gray, with its resolution.

#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// A decoded picture: CV_8UC1, 0 is black ink, 255 is white paper, whatever the file said.
struct GrayImage {
  cv::Mat pixels;
  double dpi_x = 0;  ///< From the file's tags; 0 when the file does not say.
  double dpi_y = 0;
  bool bitonal = false;  ///< The file had one bit a pixel.
};

/// A place on a picture in pixels of the image as scanned, origin at the top left.
struct Box {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;
};

}  // namespace lockbox::encode
