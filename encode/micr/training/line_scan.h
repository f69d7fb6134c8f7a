#pragma once

#include <opencv2/core/mat.hpp>
#include <opencv2/core/matx.hpp>

#include "core/chance.h"
#include "encode/micr/training/paper.h"

namespace lockbox::encode::training {

/// How the sheet lies under the scanner, and how sharply it is seen.
struct Optics {
  double across = 1;  ///< Pixels a drawn sample.
  double down = 1;
  double angle = 0;  ///< Radians.
  double shear = 0;
  double blur = 0;  ///< The deviation in drawn samples.
};
[[nodiscard]] Optics draw_optics(double severity, Chance& chance);

/// A picture of the sheet.
struct Scan {
  cv::Mat pixels;  ///< CV_32F until it is digital, CV_8U then.
  cv::Matx23d from_sheet;
  bool bitonal = false;
};
/// What falls on the sensor.
[[nodiscard]] Scan scanned(const cv::Mat& sheet, const Optics& optics, cv::Point2d start);

/// What the scanner makes of it: noise, uneven light, dead rows, compression, a threshold.
void digitise(Scan& scan, const Tones& tones, double severity, Chance& chance);

}  // namespace lockbox::encode::training
