#include "encode/archive/local_threshold.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

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
  const cv::Mat pixels = even_background(page);
  // Whole sums of whole grays, which OpenCV makes several times faster than means.
  cv::Mat sums;
  cv::Mat sums_of_squares;
  cv::boxFilter(pixels, sums, CV_32S, {window, window}, {-1, -1}, false);
  cv::sqrBoxFilter(pixels, sums_of_squares, CV_32S, {window, window}, {-1, -1}, false);
  const float share = 1.0F / static_cast<float>(window * window);
  const auto least = static_cast<float>(1 - strictness);
  const auto slope = static_cast<float>(strictness / deviation_range);
  // Into pixels of its own: assigned to those of a copy, it would be written into the page.
  cv::Mat paper(pixels.size(), CV_8UC1);
  for (int y = 0; y < pixels.rows; ++y) {
    const auto* const gray = pixels.ptr<std::uint8_t>(y);
    const auto* const sum = sums.ptr<std::int32_t>(y);
    const auto* const squares = sums_of_squares.ptr<std::int32_t>(y);
    auto* const out = paper.ptr<std::uint8_t>(y);
    for (int x = 0; x < pixels.cols; ++x) {
      const float mean = static_cast<float>(sum[x]) * share;
      const float variance = static_cast<float>(squares[x]) * share - mean * mean;
      const float deviation = std::sqrt(std::max(variance, 0.0F));
      const float threshold = mean * (least + slope * deviation);
      out[x] = static_cast<float>(gray[x]) >= threshold ? 255 : 0;
    }
  }
  return {.pixels = paper, .dpi_x = page.dpi_x, .dpi_y = page.dpi_y, .bitonal = true};
}

}  // namespace lockbox::encode
