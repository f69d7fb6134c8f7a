#pragma once

#include <opencv2/core/mat.hpp>

#include "core/chance.h"

namespace lockbox::encode::training {

/// How bright ink and paper are, 0..255.
struct Tones {
  double ink = 0;
  double paper = 255;
};
[[nodiscard]] Tones draw_tones(Chance& chance);

/// The sheet under the ink and what is written over it, CV_32F 0..255: tints, patterns and print
/// behind the line; strokes of a pen, rules and folds across it.
[[nodiscard]] cv::Mat on_paper(const cv::Mat& ink, const Tones& tones, double severity,
                               Chance& chance);

}  // namespace lockbox::encode::training
