#pragma once

#include <opencv2/core/mat.hpp>

namespace lockbox::encode {

/// How the ink of a window is to that of a template without its mean: so much paler or darker, on
/// paper that makes such a mean.
struct InkFit {
  float mean = 0;
  float strength = 0;
};

/// The worst ink too much or too little in a window (CV_32FC1) of a glyph: the mean over 2 by 2
/// modules, where 1 is the darkness of ink.  `flat` is the glyph less its mean, as large.
[[nodiscard]] double worst_residual(const cv::Mat& window, const cv::Mat& flat, const InkFit& fit);

}  // namespace lockbox::encode
