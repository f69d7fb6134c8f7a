#include "encode/archive/stroke_survival.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/image/gray_histogram.h"

namespace lockbox::encode {
namespace {

/// An odd number of pixels.
int window_px(double inches, double dpi) {
  constexpr int window_px_min = 3;
  return std::max(window_px_min, cvRound(inches * dpi) | 1);
}

/// What is darker than the paper around it, by how much.
cv::Mat darkness(const cv::Mat& pixels, double dpi) {
  constexpr double grain_in = 0.005;  // The noise of sensors is finer.
  constexpr double around_in = 0.06;  // Twice the width of a pen's stroke.
  cv::Mat smooth;
  cv::GaussianBlur(pixels, smooth, {}, grain_in * dpi);
  const int window = window_px(around_in, dpi);
  cv::Mat darker;
  cv::morphologyEx(smooth, darker, cv::MORPH_BLACKHAT,
                   cv::getStructuringElement(cv::MORPH_RECT, {window, window}));
  return darker;
}

/// 255 where strokes are, and not specks.
cv::Mat strokes_of(const cv::Mat& darker, double dpi) {
  constexpr double print_share = 0.005;  // Hardly any check has as little print.
  constexpr double pale_share = 0.3;
  constexpr double darker_min = 16;
  constexpr double stroke_in = 0.05;
  const double of_print = GrayHistogram{darker}.gray_at(1 - print_share);
  const cv::Mat mask = darker >= std::max(darker_min, pale_share * of_print);
  cv::Mat labels;
  cv::Mat figures;
  cv::Mat middles;
  const int count = cv::connectedComponentsWithStats(mask, labels, figures, middles);
  std::vector<std::uint8_t> of_label(static_cast<std::size_t>(count));
  const int length_min = cvRound(stroke_in * dpi);
  for (int i = 1; i < count; ++i) {
    const int length =
        std::max(figures.at<int>(i, cv::CC_STAT_WIDTH), figures.at<int>(i, cv::CC_STAT_HEIGHT));
    of_label[static_cast<std::size_t>(i)] = length >= length_min ? 255 : 0;
  }
  cv::Mat strokes(mask.size(), CV_8UC1);
  for (int y = 0; y < mask.rows; ++y) {
    const auto* const label = labels.ptr<int>(y);
    std::transform(label, label + mask.cols, strokes.ptr<std::uint8_t>(y),
                   [&](int of_pixel) { return of_label[static_cast<std::size_t>(of_pixel)]; });
  }
  return strokes;
}

}  // namespace

std::optional<double> stroke_survival(const GrayImage& page, const GrayImage& bitonal) {
  // ANSI X9.100-160-1 keeps this much of the check clear for the line, which is read back itself.
  constexpr double clear_band_in = 0.625;
  constexpr double strokes_in = 0.001;  // Square inches, as of two letters.
  constexpr std::size_t worse_places = 3;
  constexpr double percent = 100;
  const double dpi = page.dpi_x;
  const int rows = page.pixels.rows - cvRound(clear_band_in * dpi);
  if (rows < 1 || page.pixels.size() != bitonal.pixels.size()) return std::nullopt;
  const cv::Mat strokes = strokes_of(darkness(page.pixels.rowRange(0, rows), dpi), dpi);
  cv::Mat ink = bitonal.pixels.rowRange(0, rows) == 0;
  cv::Mat near_ink;  // A stroke may become a pixel thinner or stand a pixel beside itself.
  cv::dilate(ink, near_ink, {});
  const cv::Mat kept = strokes & near_ink;

  const cv::Size place{window_px(0.3, dpi), window_px(0.2, dpi)};
  std::vector<double> shares;
  for (int top = 0; top < rows; top += place.height) {
    for (int left = 0; left < strokes.cols; left += place.width) {
      const cv::Rect here = cv::Rect{{left, top}, place} & cv::Rect{{0, 0}, strokes.size()};
      const int of_strokes = cv::countNonZero(strokes(here));
      if (of_strokes < strokes_in * dpi * dpi) continue;
      shares.push_back(percent * cv::countNonZero(kept(here)) / of_strokes);
    }
  }
  if (shares.empty()) return std::nullopt;
  const auto place_told =
      shares.begin() + static_cast<std::ptrdiff_t>(std::min(worse_places, shares.size() - 1));
  std::ranges::nth_element(shares, place_told);
  return *place_told;
}

}  // namespace lockbox::encode
