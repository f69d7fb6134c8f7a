#include "encode/image/barcode_texture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "encode/image/ink_marks.h"
#include "encode/image/ink_mask.h"
#include "encode/image/packed_ink.h"
#include "encode/image/slope_cells.h"

namespace lockbox::encode {
namespace {

/// Lengths below are pixels at this resolution.
constexpr double texture_dpi = 200;

bool has_field(const cv::Mat& cells) {
  constexpr int cells_wide_min = 12;
  constexpr int cells_high_min = 4;
  return std::ranges::any_of(ink_marks(cells), [](const cv::Rect& box) {
    return box.width >= cells_wide_min && box.height >= cells_high_min;
  });
}

/// Bars: over a field of some size nearly all edges stand upright, and they stand close.  A line
/// of characters for machines is lower than the lowest barcode.
bool has_bars(const cv::Mat& pixels, double contrast) {
  constexpr double edge_share_min = 0.25;
  constexpr double upright_ratio_min = 5;
  const cv::Mat upright = slope_cells(pixels, Slope::Across);
  if (upright.empty()) return false;
  const cv::Mat edges = upright > std::max(edge_share_min * contrast, 1.0);
  // Most pages have no such field, and then it does not matter what runs the other way.
  return has_field(edges) &&
         has_field(edges & (upright > upright_ratio_min * slope_cells(pixels, Slope::Down)));
}

struct FinderPattern {
  cv::Point centre;
  double module_px = 0;
};

/// Ink, paper, ink, paper, ink.
using FinderRuns = std::array<int, 5>;

/// The module width, if the runs are in the proportion 1:1:3:1:1.
std::optional<double> finder_module(const FinderRuns& runs) {
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

/// The runs through `centre`, which is ink, up and down the page.
FinderRuns upright_runs(const BitMask& ink, cv::Point centre) {
  FinderRuns runs{};
  const auto is_ink = [&](int y) { return ink.is_marked(centre.x, y); };
  for (const int direction : {-1, 1}) {
    int y = centre.y;
    for (int ring = 0; ring < 3; ++ring) {
      const int place_of_run = 2 + direction * ring;
      auto& run = runs[static_cast<std::size_t>(place_of_run)];
      for (; y >= 0 && y < ink.rows() && is_ink(y) == (ring != 1); y += direction) ++run;
    }
  }
  --runs[2];  // The centre was counted twice.
  return runs;
}

/// Every ink run that, level and upright, is the middle of a finder pattern.
std::vector<FinderPattern> finder_patterns(const BitMask& ink) {
  std::vector<FinderPattern> patterns;
  constexpr int row_step = 3;
  std::vector<Run> runs;
  for (int y = 0; y < ink.rows(); y += row_step) {
    find_runs(ink.row(y), ink.columns(), runs);
    for (std::size_t i = 1; i + 1 < runs.size(); ++i) {
      const auto& before = runs[i - 1];
      const auto& run = runs[i];
      const auto& after = runs[i + 1];
      const auto level =
          finder_module({before.to - before.from, run.from - before.to, run.to - run.from,
                         after.from - run.to, after.to - after.from});
      const cv::Point centre{(run.from + run.to) / 2, y};
      if (level && finder_module(upright_runs(ink, centre))) {
        patterns.push_back({.centre = centre, .module_px = *level});
      }
    }
  }
  return patterns;
}

/// A QR code has three finder patterns of one size at least 14 modules apart; two are proof enough,
/// the third may be what made it unreadable.
bool has_finder_pair(const BitMask& ink) {
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
         has_finder_pair(is_bitonal ? *ink_of(straight)
                                    : BitMask::of(ink_mask(pixels, neighbourhood_px, contrast)));
}

}  // namespace lockbox::encode
