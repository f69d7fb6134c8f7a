#include "encode/postal/postal_locate.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <opencv2/imgproc.hpp>

#include "encode/image/ink_mask.h"
#include "encode/image/row_of_marks.h"
#include "encode/image/stroke_scan.h"
#include "encode/postal/postal_measures.h"

namespace lockbox::encode {
namespace {

constexpr double row_step_inch = 0.026;   ///< Less than the height of any zone that all bars cover.
constexpr double stride_inch = 0.01;      ///< Half a bar.
constexpr double band_margin_inch = 0.3;  ///< What a row of 65 bars rises at three degrees.
constexpr int even_strokes_min = 16;      ///< One after the other; the shortest code has 32.
constexpr double pitch_tolerance = 0.06;  ///< Of printers and transports,
constexpr double assumed_pitch_tolerance = 0.15;  ///< and where the resolution is not known.
constexpr double even_rows_inch_max = 0.25;       ///< The highest bars, and what a row rises.
constexpr double neighbourhood_inch = 0.15;
constexpr double bar_width_inch_max = 0.035;
constexpr double bar_height_inch_min = 0.03;
constexpr double overlap_share_min = 0.35;  ///< Ascender and descender share half of theirs.
constexpr double unevenness_max = 0.25;     ///< Of the pitch.
constexpr std::size_t bars_min = 32;
constexpr std::size_t marks_max = 1500;  ///< More is texture.

struct Pitch {
  double least_px = 0;
  double most_px = 0;
};

Pitch pitch_on(const GrayImage& image) {
  const double tolerance = image.dpi_x > 0 ? pitch_tolerance : assumed_pitch_tolerance;
  const double dpi = working_dpi(image);
  return {.least_px = postal_pitch_inch_min * (1 - tolerance) * dpi,
          .most_px = postal_pitch_inch_max * (1 + tolerance) * dpi};
}

/// Whether enough strokes of a row stand at one distance, give or take what a stride hides, which
/// on average is that of postal bars.
bool has_even_strokes(StrokeScan& strokes, int y, int stride, const Pitch& pitch) {
  int run = 0;
  int first = 0;
  int last = 0;
  int usual = 0;
  bool found = false;
  strokes.scan(y, [&](int x) {
    const int apart = x - last;
    const bool fits = apart + stride >= pitch.least_px && apart - stride <= pitch.most_px;
    const bool is_even = run == 0 || std::abs(apart - usual) <= stride + 1;
    run = fits && is_even ? run + 1 : 0;
    if (run <= 1) {
      usual = apart;
      first = last;
    }
    last = x;
    const double mean = run > 0 ? (x - first) / static_cast<double>(run) : 0;
    found = found || (run >= even_strokes_min && mean >= pitch.least_px && mean <= pitch.most_px);
  });
  return found;
}

/// The groups of rows of pixels, next to each other, that cross even strokes.
std::vector<cv::Range> find_even_rows(const GrayImage& image, double dpi) {
  constexpr int steps_apart_max = 3;
  const int step = std::max(1, static_cast<int>(row_step_inch * dpi));
  const int stride = std::max(1, static_cast<int>(std::lround(stride_inch * dpi)));
  StrokeScan strokes{image, step, stride};
  const auto pitch = pitch_on(image);
  std::vector<cv::Range> groups;
  for (int y = step / 2; y < image.pixels.rows; y += step) {
    if (!has_even_strokes(strokes, y, stride, pitch)) continue;
    if (groups.empty() || y - groups.back().end > steps_apart_max * step) groups.emplace_back(y, y);
    groups.back().end = y;
  }
  return groups;
}

/// The bands that may hold a row of postal bars.  The bars of other codes are higher.
std::vector<cv::Range> find_bands(const GrayImage& image, double dpi) {
  const int margin = static_cast<int>(band_margin_inch * dpi);
  std::vector<cv::Range> bands;
  for (const auto& group : find_even_rows(image, dpi)) {
    if (group.end - group.start > even_rows_inch_max * dpi) continue;
    const cv::Range around{std::max(0, group.start - margin),
                           std::min(image.pixels.rows, group.end + margin)};
    if (bands.empty() || around.start > bands.back().end) {
      bands.push_back(around);
    } else {
      bands.back().end = around.end;
    }
  }
  return bands;
}

std::vector<InkedBar> find_marks(const cv::Mat& pixels, cv::Range band, double dpi) {
  const cv::Mat ink = ink_mask(pixels.rowRange(band), cvRound(neighbourhood_inch * dpi));
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(ink, labels, stats, centres);
  std::vector<InkedBar> marks;
  for (int label = 1; label < count; ++label) {
    const int width = stats.at<int>(label, cv::CC_STAT_WIDTH);
    const int height = stats.at<int>(label, cv::CC_STAT_HEIGHT);
    if (width > std::max(3.0, bar_width_inch_max * dpi) || height < bar_height_inch_min * dpi ||
        height > mail_full_inch_max * (1 + assumed_pitch_tolerance) * dpi) {
      continue;
    }
    const double top = band.start + stats.at<int>(label, cv::CC_STAT_TOP);
    marks.push_back({.x = stats.at<int>(label, cv::CC_STAT_LEFT) + width / 2.0,
                     .top = top,
                     .bottom = top + height});
  }
  std::ranges::sort(marks, {}, &InkedBar::x);
  return marks;
}

bool are_neighbours(const InkedBar& left, const InkedBar& right, const Pitch& pitch) {
  const double apart = right.x - left.x;
  if (apart < pitch.least_px - 1 || apart > pitch.most_px + 1) return false;
  const double overlap = std::min(left.bottom, right.bottom) - std::max(left.top, right.top);
  const double shorter = std::min(left.bottom - left.top, right.bottom - right.top);
  return overlap >= overlap_share_min * shorter;
}

bool is_even(const std::vector<InkedBar>& bars) {
  std::vector<double> places, xs;
  for (const auto& bar : bars) {
    places.push_back(static_cast<double>(places.size()));
    xs.push_back(bar.x);
  }
  const auto line = fit_line(places, xs);
  for (std::size_t i = 0; i < xs.size(); ++i) {
    if (std::abs(xs[i] - line.at_zero - line.step * places[i]) > unevenness_max * line.step) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::vector<std::vector<InkedBar>> locate_postal_rows(const GrayImage& image) {
  const double dpi = working_dpi(image);
  const auto pitch = pitch_on(image);
  std::vector<std::vector<InkedBar>> rows;
  for (const auto& band : find_bands(image, dpi)) {
    const auto marks = find_marks(image.pixels, band, dpi);
    if (marks.size() < bars_min || marks.size() > marks_max) continue;
    auto bars = longest_chain(marks, [&pitch](const InkedBar& left, const InkedBar& right) {
      return are_neighbours(left, right, pitch);
    });
    if (bars.size() >= bars_min && is_even(bars)) rows.push_back(std::move(bars));
  }
  return rows;
}

}  // namespace lockbox::encode
