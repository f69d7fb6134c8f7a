#include "encode/archive/local_threshold.h"

#include <algorithm>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace lockbox::encode {
namespace {

/// An odd number of pixels.
int window_px(double inches, double dpi) {
  return std::max(3, cvRound(inches * dpi) | 1);
}

}  // namespace

cv::Mat even_background(const GrayImage& page) {
  constexpr double reach_in = 0.25;
  constexpr double white = 255;
  const int window = window_px(reach_in, page.dpi_x);
  cv::Mat background;
  cv::dilate(page.pixels, background, cv::getStructuringElement(cv::MORPH_RECT, {window, window}));
  cv::blur(background, background, {window, window});
  cv::Mat even;
  cv::divide(page.pixels, background, even, white, CV_8U);
  return even;
}

GrayImage threshold_locally(const GrayImage& page, double strictness) {
  constexpr double reach_in = 0.2;
  constexpr double deviation_range = 128;
  const int window = window_px(reach_in, page.dpi_x);
  cv::Mat pixels;
  even_background(page).convertTo(pixels, CV_32F);
  cv::Mat mean;
  cv::Mat mean_of_squares;
  cv::boxFilter(pixels, mean, CV_32F, {window, window});
  cv::sqrBoxFilter(pixels, mean_of_squares, CV_32F, {window, window});
  cv::Mat variance = mean_of_squares - mean.mul(mean);
  variance = cv::max(variance, 0);
  cv::Mat deviation;
  cv::sqrt(variance, deviation);
  const cv::Mat factor = 1 - strictness + deviation * (strictness / deviation_range);
  const cv::Mat threshold = mean.mul(factor);
  // Into pixels of its own: assigned to those of a copy, it would be written into the page.
  const cv::Mat paper = pixels >= threshold;
  return {.pixels = paper, .dpi_x = page.dpi_x, .dpi_y = page.dpi_y, .bitonal = true};
}

}  // namespace lockbox::encode
