#pragma once

/// @file
/// Where on a page something looks like a barcode, found before anything is decoded.

#include <vector>

#include <opencv2/core/mat.hpp>

#include "encode/image/gray_image.h"

namespace lockbox::encode {

enum class RegionKind {
  Bars,    ///< Parallel strokes: one-dimensional codes.
  Matrix,  ///< Dense edges both ways in a rough square: QR, DataMatrix.
  Rows,    ///< Rows of bars upon each other, dense and longer than high: PDF417, some DataMatrix.
};

/// A turned rectangle in pixels of the page.
struct BarcodeRegion {
  RegionKind kind = RegionKind::Bars;
  cv::Point2d center;
  double angle = 0;   ///< Radians, of the direction across the bars against the x axis.
  double length = 0;  ///< Across the bars.
  double height = 0;  ///< Along the bars.
};

/// Candidates on a page of 100 to 400 dpi, largest first; a page of text, or a check, has none
/// or few.  Nothing here says that a candidate can be read.
[[nodiscard]] std::vector<BarcodeRegion> locate_barcodes(const GrayImage& page);

}  // namespace lockbox::encode
