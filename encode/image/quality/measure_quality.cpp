#include <algorithm>
#include <cmath>
#include <utility>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/image/gray_histogram.h"
#include "encode/image/ink_mask.h"
#include "encode/image/packed_ink.h"
#include "encode/image/quality/halved_ink.h"
#include "encode/image/quality/image_quality.h"
#include "encode/image/quality/ink_figures.h"
#include "encode/image/quality/page_outline.h"
#include "encode/image/quality/spot_noise.h"
#include "encode/image/straighten.h"

namespace lockbox::encode {
namespace {

using Measure = QualityMeasure;

constexpr double page_dpi = 200;       ///< More tells nothing more.
constexpr double small_dpi_most = 75;  ///< For lines and skew.
constexpr double percent = 100;

/// One picture at the resolutions at which it is measured.
struct Views {
  cv::Mat pixels;
  BitMask ink{0, 0};
  cv::Mat small_ink;  ///< 255 where there is ink.
  cv::Mat dark;  ///< 255 where the surroundings of the page are, or a black band; print is none.
  GrayLevels levels;
  double dpi = 0;
  double small_dpi = 0;
  double dark_dpi = 0;
};

/// Exactly half as large, which OpenCV does many times faster than any other scale.
cv::Mat halve(const cv::Mat& pixels) {
  const cv::Size half{pixels.cols / 2, pixels.rows / 2};
  cv::Mat halved;
  cv::resize(pixels(cv::Rect{{0, 0}, half * 2}), halved, half, 0, 0, cv::INTER_AREA);
  return halved;
}

/// A part of the pixels, to tell gray levels by.
cv::Mat sampled(const cv::Mat& pixels) {
  constexpr double scale = 0.25;
  cv::Mat part;
  cv::resize(pixels, part, {}, scale, scale, cv::INTER_NEAREST);
  return part;
}

/// A check with little written on it is dark on less than a hundredth, and what is there is ink all
/// the same.
GrayLevels levels_of(const cv::Mat& pixels) {
  constexpr double darkest_share = 0.003;
  return {.paper = gray_levels_of(pixels).paper,
          .ink = GrayHistogram{pixels}.gray_at(darkest_share)};
}

/// From paper to what a good part of the print is as dark as, by which marks are told from paper.
double contrast_of_print(const cv::Mat& pixels) {
  constexpr double noise_max = 40;
  const double contrast = contrast_of(pixels);
  if (contrast >= noise_max) return contrast;
  const auto levels = levels_of(pixels);
  return levels.paper - levels.ink;
}

/// The pixels and their ink, smaller and smaller.
struct SmallViews {
  cv::Mat pixels;
  cv::Mat ink;
  double dpi = 0;
};

SmallViews small_views(SmallViews views) {
  for (; views.dpi > small_dpi_most; views.dpi /= 2) {
    views.ink = halve(views.ink);
    views.pixels = halve(views.pixels);
  }
  return views;
}

/// The same of a bitonal page, which is halved twice at least unless it is coarse.
SmallViews small_views(const BitonalPage& page, double dpi) {
  if (dpi <= 2 * small_dpi_most) {
    const cv::Mat pixels = gray_of(page).pixels;
    return small_views({pixels, pixels < 128, dpi});
  }
  auto [small_ink, small_pixels] = halved_twice(page.ink);
  return small_views({std::move(small_pixels), std::move(small_ink), dpi / 4});
}

void take_small(const SmallViews& small, Views& views) {
  constexpr double dark_level = 96;
  constexpr double small_ink_min = 40;  // A line of one pixel fills a quarter of a small one.
  views.small_dpi = small.dpi;
  views.small_ink = small.ink > small_ink_min;
  views.dark = halve(small.pixels) < dark_level;
  views.dark_dpi = views.small_dpi / 2;
}

Views views_of(const BitonalPage& page) {
  Views views;
  views.dpi = working_dpi(page);
  views.ink = page.ink;
  take_small(small_views(page, views.dpi), views);
  return views;
}

Views views_of(const GrayImage& image) {
  constexpr int neighbourhood_px = 25;
  Views views;
  views.pixels = pixels_at_dpi(image, page_dpi);
  views.dpi = std::min(working_dpi(image), page_dpi);
  const cv::Mat part = sampled(views.pixels);
  views.levels = levels_of(part);
  const cv::Mat ink = ink_mask(views.pixels, neighbourhood_px, contrast_of_print(part));
  views.ink = BitMask::of(ink);
  take_small(small_views({views.pixels, ink, views.dpi}), views);
  return views;
}

void measure_size(cv::Size size, double dpi_x, double dpi_y, ImageQuality& quality) {
  if (dpi_x <= 0 || dpi_y <= 0) return;
  quality.set(Measure::WidthInches, size.width / dpi_x);
  quality.set(Measure::HeightInches, size.height / dpi_y);
}

void measure_lay(const Views& views, ImageQuality& quality) {
  const double skew_degrees = skew_of_ink(views.small_ink);
  const auto outline = trace_outline(views.dark, skew_degrees);
  quality.set(Measure::SkewDegrees, std::abs(skew_degrees));
  quality.set(Measure::CornerInches, outline.corner_px / views.dark_dpi);
  quality.set(Measure::EdgeInches, outline.edge_px / views.dark_dpi);
  quality.set(Measure::FramingInches, outline.framing_px / views.dark_dpi);
  quality.set(Measure::StepInches, outline.step_px / views.dark_dpi);
  quality.set(Measure::StripInches, dark_band(views.dark) / views.dark_dpi);
}

/// A page may run through the track by either side.  A line along the height that keeps to its
/// pixels is dust on the sensor; the rim of a second paper leans, and so does a fold, over which
/// the rules of the page go on.
void measure_lines(const Views& views, ImageQuality& quality) {
  constexpr double streak_in = 0.04;
  constexpr double margin_in = 0.25;
  constexpr double line_share = 0.9;  // No print is as high as that.
  constexpr double rule_in = 0.12;
  const int streak_px = cvRound(streak_in * views.dpi);
  const int streaks = count_streaks(views.ink, streak_px);
  // Surroundings are no line.
  const double margin = margin_in + quality.figure(Measure::FramingInches).value_or(0);
  const auto line = line_along_height(views.small_ink, cvRound(margin * views.small_dpi));
  int upright_streaks = 0;
  if (line.share >= line_share) {
    upright_streaks = count_streaks(transposed(views.ink), streak_px);
  }
  quality.set(Measure::Streaks, streaks + upright_streaks);
  if (upright_streaks > 0) return;
  const bool is_fold = is_crossed(views.small_ink, line.column, cvRound(rule_in * views.small_dpi));
  quality.set(Measure::SecondEdgePercent, is_fold ? 0 : percent * line.share);
}

void measure_ink(const Views& views, ImageQuality& quality) {
  constexpr double spot_in = 0.015;
  quality.set(Measure::InkPercent, percent * ink_share(views.ink));
  const int spots = count_spots(views.ink, std::max(cvRound(spot_in * views.dpi), 1));
  const double square_inches =
      static_cast<double>(views.ink.rows()) * views.ink.columns() / (views.dpi * views.dpi);
  quality.set(Measure::SpotsPerSquareInch, spots / square_inches);
}

void measure_grays(const Views& views, ImageQuality& quality) {
  constexpr double contrast_min = 40;  // Below, the steepest slopes are noise.
  const double contrast = views.levels.paper - views.levels.ink;
  quality.set(Measure::PaperGray, views.levels.paper);
  quality.set(Measure::ContrastGray, contrast);
  if (contrast < contrast_min) return;
  quality.set(Measure::BlurInches, edge_width(views.pixels, contrast) / views.dpi);
}

void measure_views(const Views& views, ImageQuality& quality) {
  measure_lay(views, quality);
  measure_lines(views, quality);
  measure_ink(views, quality);
}

bool is_page(cv::Size size) {
  constexpr int side_px_min = 64;  // Less is no page at any resolution.
  return size.height >= side_px_min && size.width >= side_px_min;
}

}  // namespace

ImageQuality measure_quality(const GrayImage& image) {
  if (image.bitonal) {
    return measure_quality(BitonalPage{*ink_of(image), image.dpi_x, image.dpi_y});
  }
  ImageQuality quality;
  if (!is_page(image.pixels.size())) return quality;
  const auto views = views_of(image);
  measure_size(image.pixels.size(), image.dpi_x, image.dpi_y, quality);
  measure_views(views, quality);
  measure_grays(views, quality);
  return quality;
}

ImageQuality measure_quality(const BitonalPage& page) {
  ImageQuality quality;
  const cv::Size size{page.ink.columns(), page.ink.rows()};
  if (!is_page(size)) return quality;
  measure_size(size, page.dpi_x, page.dpi_y, quality);
  measure_views(views_of(page), quality);
  return quality;
}

void compare_sizes(ImageQuality& front, ImageQuality& rear) {
  const auto compare = [&](Measure size, Measure difference) {
    const auto of_front = front.figure(size);
    const auto of_rear = rear.figure(size);
    if (!of_front || !of_rear) return;
    front.set(difference, std::abs(*of_front - *of_rear));
    rear.set(difference, std::abs(*of_front - *of_rear));
  };
  compare(Measure::WidthInches, Measure::WidthDifferenceInches);
  compare(Measure::HeightInches, Measure::HeightDifferenceInches);
}

}  // namespace lockbox::encode
