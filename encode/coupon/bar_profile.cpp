#include "encode/coupon/bar_profile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include <opencv2/imgproc.hpp>

namespace lockbox::encode {
namespace {

constexpr double quiet_zone_px = 48;  ///< Ten modules of 20 mil at 200 dpi, and some.
constexpr double ragged_end_px = 6;   ///< Of the height at each end: the grid of the locator.
constexpr double kept_height = 0.6;   ///< At least this share of the height stays.
constexpr double band_height_px = 5;
constexpr int bands_min = 3;
constexpr int bands_max = 12;
constexpr double slant_max = 0.012;  ///< Radians by which the locator's angle may be off, and
constexpr double slant_share = 0.3;  ///< this share of the angle: fine bars bias it outwards.
constexpr double slant_step = 0.75;  ///< In samples, from the first band to the last.
constexpr double blur_px = 1.5;      ///< Width of the unsharp mask.
constexpr int bars_min = 14;         ///< Four digits in Code 128 have 16, six in ITF 19.
constexpr double band_agreement_min = 0.65;  ///< Share of the contrast that averaging leaves.
constexpr double swing_min = 0.25;           ///< Share of the code's contrast that a bar must show.

/// Maps pixels of the upright strip to pixels of the page.
cv::Matx23d strip_to_page(const BarcodeRegion& region, double length, double height) {
  constexpr double step = 1.0 / BarProfile::samples_per_px;
  const double cosine = std::cos(region.angle), sine = std::sin(region.angle);
  const double u = -length / 2 + step / 2 - 0.5, v = -height / 2;
  return {step * cosine, -sine,  region.center.x + u * cosine - v * sine,
          step * sine,   cosine, region.center.y + u * sine + v * cosine};
}

cv::Mat shifted_row(const cv::Mat& row, double shift) {
  cv::Mat moved;
  const cv::Matx23d map{1, 0, shift, 0, 1, 0};
  cv::warpAffine(row, moved, map, row.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  return moved;
}

/// How far band `i` of `count` moves when the first and last are `slant` samples apart.
double band_shift(double slant, int i, int count) {
  return slant * ((i + 0.5) / count - 0.5);
}

/// The contrast that remains when the bands are averaged at this slant: greatest when they line up.
double contrast_at(const cv::Mat& bands, double slant) {
  std::vector<float> sum(static_cast<std::size_t>(bands.cols), 0.0F);
  for (int i = 0; i < bands.rows; ++i) {
    const int shift = static_cast<int>(std::lround(band_shift(slant, i, bands.rows)));
    const auto* row = bands.ptr<float>(i);
    const int from = std::max(0, -shift), to = std::min(bands.cols, bands.cols - shift);
    for (int x = from; x < to; ++x) sum[static_cast<std::size_t>(x)] += row[x + shift];
  }
  double energy = 0;
  constexpr std::size_t px = BarProfile::samples_per_px;
  for (std::size_t x = px; x < sum.size(); ++x) {
    const double step = sum[x] - sum[x - px];
    energy += step * step;
  }
  return energy;
}

cv::Mat lined_up(const cv::Mat& bands, double slant_limit) {
  double best_slant = 0, best_contrast = contrast_at(bands, 0);
  for (double slant = -slant_limit; slant <= slant_limit; slant += slant_step) {
    const double contrast = contrast_at(bands, slant);
    if (contrast > best_contrast) {
      best_contrast = contrast;
      best_slant = slant;
    }
  }
  cv::Mat result(bands.size(), bands.type());
  for (int i = 0; i < bands.rows; ++i) {
    shifted_row(bands.row(i), band_shift(best_slant, i, bands.rows)).copyTo(result.row(i));
  }
  return result;
}

cv::Mat thinned(const cv::Mat& bars, double thinning_px) {
  const int samples =
      static_cast<int>(std::lround(std::abs(thinning_px) * BarProfile::samples_per_px));
  if (samples == 0) return bars;
  const auto kernel = cv::getStructuringElement(cv::MORPH_RECT, {samples + 1, 1});
  cv::Mat result;
  cv::morphologyEx(bars, result, thinning_px > 0 ? cv::MORPH_ERODE : cv::MORPH_DILATE, kernel);
  return result;
}

}  // namespace

BarProfile bar_profile(const cv::Mat& gray, const BarcodeRegion& region) {
  BarProfile profile{{}, region};
  const double height = std::max(kept_height * region.height, region.height - 2 * ragged_end_px);
  profile.region.height = height;
  profile.region.length = region.length + 2 * quiet_zone_px;
  const cv::Size size{static_cast<int>(profile.region.length * BarProfile::samples_per_px),
                      std::max(bands_min, static_cast<int>(height))};
  cv::Mat strip;
  cv::warpAffine(gray, strip, strip_to_page(region, profile.region.length, height), size,
                 cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
  const int count = std::clamp(static_cast<int>(height / band_height_px), bands_min, bands_max);
  cv::Mat bands;
  strip.convertTo(bands, CV_32F);
  cv::resize(bands, bands, {size.width, count}, 0, 0, cv::INTER_AREA);
  // Angles repeat every half turn; what counts is the tilt against the nearest axis.
  const double tilt = std::abs(std::remainder(region.angle, std::acos(-1.0) / 2));
  const double limit = (slant_max + slant_share * tilt) * height * BarProfile::samples_per_px;
  profile.bands = lined_up(bands, limit);
  return profile;
}

bool shows_bars(const BarProfile& profile) {
  double bands_contrast = 0;
  cv::Scalar mean, deviation;
  for (int i = 0; i < profile.bands.rows; ++i) {
    cv::meanStdDev(profile.bands.row(i), mean, deviation);
    bands_contrast += deviation[0] * deviation[0] / profile.bands.rows;
  }
  cv::Mat average;
  cv::reduce(profile.bands, average, 0, cv::REDUCE_AVG);
  cv::meanStdDev(average, mean, deviation);
  if (deviation[0] * deviation[0] < band_agreement_min * bands_contrast) return false;
  const cv::Mat line = binarize({average, profile.region}, {.window_px = 40});
  int bars = 0;
  for (int x = 1; x < line.cols; ++x) {
    if (line.at<std::uint8_t>(0, x) < line.at<std::uint8_t>(0, x - 1)) ++bars;
  }
  return bars >= bars_min;
}

cv::Mat binarize(const BarProfile& profile, const BarThreshold& threshold) {
  cv::Mat bands = profile.bands;
  if (threshold.bands > 1) {
    const int rows = std::max(2, bands.rows / threshold.bands);
    cv::resize(bands, bands, {bands.cols, rows}, 0, 0, cv::INTER_AREA);
  }
  if (threshold.sharpness > 0) {
    cv::Mat soft;
    cv::GaussianBlur(bands, soft, {0, 0}, blur_px * BarProfile::samples_per_px, 0.01);
    cv::addWeighted(bands, 1 + threshold.sharpness, soft, -threshold.sharpness, 0, bands);
  }
  double darkest = 0, brightest = 0;
  cv::minMaxLoc(bands, &darkest, &brightest);
  const int window = static_cast<int>(threshold.window_px * BarProfile::samples_per_px) | 1;
  const auto kernel = cv::getStructuringElement(cv::MORPH_RECT, {window, 1});
  cv::Mat low, high;
  cv::erode(bands, low, kernel);
  cv::dilate(bands, high, kernel);
  const cv::Mat swing = high - low;
  const cv::Mat cut = low + threshold.level * swing;
  const cv::Mat bars = (bands < cut) & (swing > swing_min * (brightest - darkest));
  return ~thinned(bars, threshold.thinning_px);
}

Box page_box(const BarProfile& profile, double from_sample, double to_sample) {
  const auto& region = profile.region;
  const double cosine = std::cos(region.angle), sine = std::sin(region.angle);
  std::array<cv::Point2f, 4> corners;
  std::size_t next = 0;
  for (const double sample : {from_sample, to_sample}) {
    for (const double v : {-region.height / 2, region.height / 2}) {
      const double u = sample / BarProfile::samples_per_px - region.length / 2;
      corners[next++] = cv::Point2d{region.center.x + u * cosine - v * sine,
                                    region.center.y + u * sine + v * cosine};
    }
  }
  const auto bounds = cv::boundingRect(cv::Mat{4, 1, CV_32FC2, corners.data()});
  return {bounds.x, bounds.y, bounds.width, bounds.height};
}

}  // namespace lockbox::encode
