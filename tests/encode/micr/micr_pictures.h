#pragma once

/// @file
/// Checks drawn in memory, and the flaws of scanning.

#include <cstdint>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <string_view>

#include "core/check.h"
#include "encode/micr/e13b_writer.h"

namespace lockbox::encode {

struct Scan {
  double dpi = 200;
  double width_inch = 8.5;
  double height_inch = 3.5;
  double skew_degrees = 0;
  double noise = 0;  ///< Standard deviation of the gray values.
  bool bitonal = false;
};

/// A blank check with the line, as the scanner would deliver it.  The resolution is not told.
inline GrayImage scanned_check(std::string_view raw, const Scan& scan) {
  GrayImage check;
  check.pixels = cv::Mat(static_cast<int>(scan.height_inch * scan.dpi),
                         static_cast<int>(scan.width_inch * scan.dpi), CV_8UC1, cv::Scalar(235));
  check.dpi_x = check.dpi_y = scan.dpi;
  ENSURE(draw_micr_line(check, raw).has_value());
  const cv::Point2f middle{static_cast<float>(check.pixels.cols) / 2,
                           static_cast<float>(check.pixels.rows) / 2};
  cv::warpAffine(check.pixels, check.pixels, cv::getRotationMatrix2D(middle, scan.skew_degrees, 1),
                 check.pixels.size(), cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  if (scan.noise > 0) {
    cv::Mat grain(check.pixels.size(), CV_16SC1);
    cv::RNG random{20261123};
    random.fill(grain, cv::RNG::NORMAL, 0, scan.noise);
    cv::add(check.pixels, grain, check.pixels, cv::noArray(), CV_8U);
  }
  if (scan.bitonal) {
    cv::threshold(check.pixels, check.pixels, 127, 255, cv::THRESH_BINARY);
    check.bitonal = true;
  }
  check.dpi_x = check.dpi_y = 0;
  return check;
}

}  // namespace lockbox::encode
