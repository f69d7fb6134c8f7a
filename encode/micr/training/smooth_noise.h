#pragma once

#include <opencv2/core/mat.hpp>

#include "core/chance.h"

namespace lockbox::encode::training {

/// CV_32F: normal noise at grid points `spacing` pixels apart, and between them smoothly what is
/// between.
[[nodiscard]] cv::Mat smooth_noise(cv::Size size, double spacing, Chance& chance);

}  // namespace lockbox::encode::training
