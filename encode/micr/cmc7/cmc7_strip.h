#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

#include "encode/image/gray_image.h"
#include "encode/micr/cmc7/cmc7_locate.h"

namespace lockbox::encode {

inline constexpr int cmc7_samples_a_mm = 20;

/// A row made straight and resampled to `cmc7_samples_a_mm`, whatever the picture's resolution.
struct Cmc7Strip {
  cv::Mat darkness;             ///< CV_32F, 0 is white; row 0 is the upper end of the symbols.
  std::vector<double> profile;  ///< The mean of each column: what a magnetic head would sense.
  double first = 0;             ///< Sample of the middle of the first symbol found.
  int positions_before = 0;     ///< Of the strip, before that symbol,
  int positions_from = 0;       ///< and from it on.
  cv::Matx23d to_picture;
};

/// Cuts out the row and what goes on before and behind it, up to the edges of the picture.
[[nodiscard]] Cmc7Strip cut_cmc7_strip(const cv::Mat& pixels, const Cmc7Row& row);

/// The upright box on the picture that holds the symbol whose middle is at that sample.
[[nodiscard]] Box cmc7_symbol_box(const Cmc7Strip& strip, double middle);

}  // namespace lockbox::encode
