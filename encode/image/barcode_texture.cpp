#include "encode/image/barcode_texture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/image/ink_marks.h"
#include "encode/image/ink_mask.h"

namespace lockbox::encode {
namespace {

/// Lengths below are pixels at this resolution.
constexpr double texture_dpi = 200;

/// How much each pixel differs from the second after it along `way`, each averaged with its
/// neighbour across the way, which halves the power of noise.
cv::Mat steepness_along(cv::Point way, const cv::Mat& pixels) {
  const auto moved = [](const cv::Mat& all, cv::Point by) {
    return std::pair{all({{0, 0}, all.size() - cv::Size{by}}),
                     all({by, all.size() - cv::Size{by}})};
  };
  cv::Mat averaged;
  const auto [here, beside] = moved(pixels, {way.y, way.x});
  cv::addWeighted(here, 0.5, beside, 0.5, 0, averaged);
  cv::Mat steepness;
  const auto [before, after] = moved(averaged, way * 2);
  cv::absdiff(before, after, steepness);
  return steepness;
}

/// The mean slope along one direction in cells of 0.05 inch, each averaged with its neighbours at
/// the sides: bars go on sideways, the strokes of a letter do not.
cv::Mat slope_cells(cv::Point way, const cv::Mat& pixels) {
  constexpr double cells_per_halved_pixel = 0.2;
  // By halves first, which is far faster than to tenths at once.
  cv::Mat cells = shrink(shrink(steepness_along(way, pixels), 0.5), cells_per_halved_pixel);
  cv::blur(cells, cells, {5, 1});
  return cells;
}

/// Bars: over a field of some size nearly all edges stand upright, and they stand close.  A line
/// of characters for machines is lower than the lowest barcode.
bool has_bars(const cv::Mat& pixels, double contrast) {
  constexpr double edge_share_min = 0.25;
  constexpr double upright_ratio_min = 5;
  constexpr int field_cells_wide_min = 12;
  constexpr int field_cells_high_min = 4;
  if (std::min(pixels.rows, pixels.cols) < 3) return false;
  // Without the last row or column both end with two of either less than the page has.
  const cv::Mat upright = slope_cells({1, 0}, pixels.rowRange(0, pixels.rows - 1));
  const cv::Mat level = slope_cells({0, 1}, pixels.colRange(0, pixels.cols - 1));
  const double enough = std::max(edge_share_min * contrast, 1.0);
  const cv::Mat field = (upright > enough) & (upright > upright_ratio_min * level);
  return std::ranges::any_of(ink_marks(field), [](const cv::Rect& box) {
    return box.width >= field_cells_wide_min && box.height >= field_cells_high_min;
  });
}

struct FinderPattern {
  cv::Point centre;
  double module_px = 0;
};

/// The module width, if the runs through `centre` along `step` are ink, paper, ink, paper, ink in
/// the proportion 1:1:3:1:1.
std::optional<double> finder_module(const cv::Mat& ink, cv::Point centre, cv::Point step) {
  std::array<int, 5> runs{};
  const cv::Rect page{{0, 0}, ink.size()};
  for (const int direction : {-1, 1}) {
    cv::Point place = centre;
    for (int ring = 0; ring < 3; ++ring) {
      const bool is_ink = ring != 1;
      const int place_of_run = 2 + direction * ring;
      auto& run = runs[static_cast<std::size_t>(place_of_run)];
      for (; page.contains(place) && (ink.at<std::uint8_t>(place) != 0) == is_ink;
           place += step * direction) {
        ++run;
      }
    }
  }
  --runs[2];  // The centre was counted twice.
  double total = 0;
  for (const int run : runs) total += run;
  const double module = total / 7;
  constexpr double module_min = 2;
  constexpr double tolerance = 0.6;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const double expected = i == 2 ? 3 * module : module;
    const double slack = i == 2 ? 1.5 * tolerance * module : tolerance * module;
    if (std::abs(runs[i] - expected) > slack) return std::nullopt;
  }
  return module >= module_min ? std::optional{module} : std::nullopt;
}

/// Every ink run that, level and upright, is the middle of a finder pattern.
std::vector<FinderPattern> finder_patterns(const cv::Mat& ink) {
  std::vector<FinderPattern> patterns;
  constexpr int row_step = 3;
  for (int y = 0; y < ink.rows; y += row_step) {
    const auto* const row = ink.ptr<std::uint8_t>(y);
    for (int x = 0; x < ink.cols; ++x) {
      if (row[x] == 0) continue;
      int end = x;
      while (end < ink.cols && row[end] != 0) ++end;
      const cv::Point centre{(x + end) / 2, y};
      const auto level = finder_module(ink, centre, {1, 0});
      if (level && finder_module(ink, centre, {0, 1})) {
        patterns.push_back({.centre = centre, .module_px = *level});
      }
      x = end;
    }
  }
  return patterns;
}

/// A QR code has three finder patterns of one size at least 14 modules apart; two are proof enough,
/// the third may be what made it unreadable.
bool has_finder_pair(const cv::Mat& ink) {
  constexpr double modules_apart_min = 12;
  constexpr double modules_apart_max = 60;
  constexpr double module_ratio_max = 1.4;
  const auto patterns = finder_patterns(ink);
  for (const auto& one : patterns) {
    for (const auto& other : patterns) {
      const double apart = cv::norm(one.centre - other.centre) / one.module_px;
      const double ratio = other.module_px / one.module_px;
      if (apart >= modules_apart_min && apart <= modules_apart_max && ratio >= 1 &&
          ratio <= module_ratio_max) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

bool has_barcode_texture(const GrayImage& straight) {
  constexpr int neighbourhood_px = 81;
  const cv::Mat pixels = pixels_at_dpi(straight, texture_dpi);
  const double contrast = contrast_of(pixels);
  // Shrinking turns a bitonal picture to gray.
  const bool is_bitonal = straight.bitonal && pixels.size() == straight.pixels.size();
  return has_bars(pixels, contrast) ||
         has_finder_pair(is_bitonal ? cv::Mat{pixels < 128}
                                    : ink_mask(pixels, neighbourhood_px, contrast));
}

}  // namespace lockbox::encode
