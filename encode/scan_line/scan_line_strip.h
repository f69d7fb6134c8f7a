#pragma once

#include <vector>

#include <opencv2/core/mat.hpp>
#include <opencv2/core/matx.hpp>

#include "encode/image/gray_image.h"
#include "encode/scan_line/scan_line_fit.h"

namespace lockbox::encode {

inline constexpr int digit_samples = 24;  ///< Height of a digit's ink on a strip.
inline constexpr int strip_rows_beside = 8;
inline constexpr int strip_rows = digit_samples + 2 * strip_rows_beside;

/// A line of type made straight and resampled so that its digits are `digit_samples` high.
struct ScanLineStrip {
  cv::Mat darkness;           ///< CV_32F, `strip_rows` high; 0 is paper, about 1 is ink.
  std::vector<double> cells;  ///< The middle of each character's place, left to right.
  double pitch = 0;           ///< Samples.
  double scale = 1;           ///< Pixels of the picture for a sample.
  cv::Point2d origin;         ///< On the picture, of the middle of the strip's left edge.
  cv::Vec3d middle_line;      ///< y on the picture for x, as a polynomial.
  bool is_turned = false;     ///< Columns run from the right of the picture to the left.
};

/// Straightens the line and so many places beyond its marks as the picture has.
[[nodiscard]] ScanLineStrip straighten_line(const GrayImage& image, const ScanLineGuess& guess,
                                            const PlacesBeyond& beyond);

/// The same strip read from the other side, as of a page that lies upside down.
[[nodiscard]] ScanLineStrip turned_round(const ScanLineStrip& strip);

/// The box on the picture around the digit in the place with its middle at `cell`.
[[nodiscard]] Box cell_box(const ScanLineStrip& strip, double cell);

/// Where ink begins and ends from top to bottom, by half of its greatest darkness in each of the
/// places; in samples.  `begin == end` when there is no ink.
struct InkExtent {
  double begin = 0;
  double end = 0;
};
[[nodiscard]] InkExtent ink_extent(const cv::Mat& darkness, const std::vector<double>& cells);

}  // namespace lockbox::encode
