#pragma once

/// @file
/// What every drawing on paper needs: inches, inks and unevenness.

#include <opencv2/core/mat.hpp>
#include <string>

#include "core/chance.h"
#include "encode/image/gray_image.h"

namespace lockbox::encode {

/// Inches as whole pixels of the picture.
[[nodiscard]] int pixels(const GrayImage& page, double inches);

[[nodiscard]] cv::Point2f middle_of(const cv::Mat& picture);

/// Lays ink of that gray level over paper, both CV_8UC1: `coverage` 255 is all ink, 0 none.  Where
/// it meets other ink, both swallow light.
void lay_ink(cv::Mat& paper, const cv::Mat& coverage, double level);

/// CV_32FC1, about -1 to 1, without a step: neighbours `grain` pixels apart differ by chance.
[[nodiscard]] cv::Mat smooth_noise(cv::Size size, double grain, Chance& chance);

/// A place on a page in inches from its top left corner.
struct Spot {
  double x = 0;
  double y = 0;
};

struct Lettering {
  int face = 0;         ///< One of OpenCV's Hershey faces.
  double height = 0.1;  ///< Of capitals, inches.
  bool bold = false;
};

/// One ink on one page: gathers what is drawn and lays it down at the end.
class InkLayer {
 public:
  InkLayer(GrayImage& page, double level);

  /// Writes from the left end of the base line on.
  void write(const std::string& text, Spot from, const Lettering& lettering);
  void line(Spot from, Spot to, double width);
  void box(Spot from, Spot to, double width);
  void fill(Spot from, Spot to);
  /// Lays the ink down and starts anew.
  void lay();

  [[nodiscard]] cv::Mat& coverage() { return coverage_; }

 private:
  [[nodiscard]] cv::Point at(Spot spot) const;
  [[nodiscard]] int thickness(double inches) const;

  GrayImage& page_;
  double level_;
  cv::Mat coverage_;
};

}  // namespace lockbox::encode
