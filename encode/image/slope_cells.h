#pragma once

#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// Pixels of a side of a cell.
inline constexpr int slope_cell_px = 10;

/// Which way the brightness changes.
enum class Slope {
  Across,  ///< Along the row, as bars that stand upright make it.
  Down,    ///< Along the column.
};

/// The mean slope of `pixels` (CV_8UC1) in cells (CV_8UC1), each averaged with its neighbours at
/// the sides: bars go on sideways, the strokes of a letter do not.  Empty where no cell has room.
///
/// The slope at a pixel is how much it differs from the second after it, each averaged with its
/// neighbour across the way, which halves the power of noise.
[[nodiscard]] cv::Mat slope_cells(const cv::Mat& pixels, Slope slope);

}  // namespace lockbox::encode
