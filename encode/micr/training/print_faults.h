#pragma once

#include <opencv2/core/mat.hpp>

#include "core/chance.h"

namespace lockbox::encode::training {

/// What a printer made of the ink.
struct Print {
  cv::Mat ink;
  double growth = 0;  ///< How much further out every edge stands, in modules.
};
/// Ink that spread or starved, ragged edges, voids, faint areas, lost pieces and spots, on a sheet
/// of `drawing_samples`; more of them and worse with `severity`, 0..1.
[[nodiscard]] Print printed(const cv::Mat& ink, double severity, Chance& chance);

/// Ink whose every edge stands `modules` further out; the edge is two samples wide.
[[nodiscard]] cv::Mat grown(const cv::Mat& ink, double modules);

}  // namespace lockbox::encode::training
