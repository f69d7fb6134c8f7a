#include "encode/image/ink_mask.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "encode/image/gray_histogram.h"
#include "encode/image/local_mean.h"

namespace lockbox::encode {

namespace {

double dpi_or_assumed(double dpi, int columns) {
  constexpr double assumed_width_inches = 7.5;
  return dpi > 0 ? dpi : columns / assumed_width_inches;
}

}  // namespace

double working_dpi(const GrayImage& image) {
  return dpi_or_assumed(image.dpi_x, image.pixels.cols);
}

double working_dpi(const BitonalPage& page) {
  return dpi_or_assumed(page.dpi_x, page.ink.columns());
}

cv::Mat shrink(const cv::Mat& pixels, double scale) {
  // Whole pixels are summed far faster than shares of them; what does not fill one is left out.
  constexpr double whole_within = 0.002;
  const int side = cvRound(1 / scale);
  cv::Size size{std::max(1, cvRound(pixels.cols * scale)),
                std::max(1, cvRound(pixels.rows * scale))};
  cv::Mat part = pixels;
  if (std::abs(side * scale - 1) < whole_within && std::min(pixels.cols, pixels.rows) >= side) {
    size = {pixels.cols / side, pixels.rows / side};
    part = pixels({0, 0, size.width * side, size.height * side});
  }
  cv::Mat small;
  cv::resize(part, small, size, 0, 0, cv::INTER_AREA);
  return small;
}

cv::Mat pixels_at_dpi(const GrayImage& image, double dpi) {
  const double scale = dpi / working_dpi(image);
  return scale < 1 ? shrink(image.pixels, scale) : image.pixels;
}

GrayLevels gray_levels_of(const cv::Mat& pixels) {
  constexpr double ink_share = 0.02;
  constexpr std::size_t enough = 500'000;  ///< Pixels, by which the levels are known.
  const int row_step = 1 + static_cast<int>(pixels.total() / enough);
  const GrayHistogram grays{pixels, {.row_step = row_step}};
  return {.paper = grays.gray_at(0.5), .ink = grays.gray_at(ink_share)};
}

double contrast_of(const cv::Mat& pixels) {
  const auto levels = gray_levels_of(pixels);
  return levels.paper - levels.ink;
}

cv::Mat ink_mask(const cv::Mat& pixels, int neighbourhood_px) {
  return ink_mask(pixels, neighbourhood_px, contrast_of(pixels));
}

cv::Mat ink_mask(const cv::Mat& pixels, int neighbourhood_px, double contrast) {
  constexpr double darker_min = 12;
  constexpr double darker_share = 0.4;  // A dithered background stays below.
  const double darker_by = std::max(darker_min, darker_share * contrast);
  const int side = std::min(neighbourhood_px | 1, local_mean_side_max);
  return darker_than_mean(pixels, side, static_cast<int>(darker_by));
}

}  // namespace lockbox::encode
