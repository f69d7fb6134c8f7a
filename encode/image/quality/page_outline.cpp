#include "encode/image/quality/page_outline.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/image/quantile.h"

namespace lockbox::encode {
namespace {

/// What a pixel of a turned picture shows.
constexpr std::uint8_t surroundings = 0;
constexpr std::uint8_t beyond_picture = 128;
constexpr std::uint8_t paper = 255;

using Depths = std::vector<double>;  ///< Position by position along one side.

cv::Mat turned(const cv::Mat& dark, double degrees) {
  cv::Mat padded;
  const int pad = std::max(dark.rows, dark.cols) / 16;
  cv::copyMakeBorder(~dark, padded, pad, pad, pad, pad, cv::BORDER_CONSTANT,
                     cv::Scalar{beyond_picture});
  if (degrees == 0) return padded;
  const cv::Point2f middle{static_cast<float>(padded.cols - 1) / 2,
                           static_cast<float>(padded.rows - 1) / 2};
  cv::Mat upright;
  cv::warpAffine(padded, upright, cv::getRotationMatrix2D(middle, -degrees, 1), padded.size(),
                 cv::INTER_NEAREST, cv::BORDER_CONSTANT, cv::Scalar{beyond_picture});
  return upright;
}

double quantile(Depths values, double share) {
  return values.empty() ? 0 : quantile_of(std::move(values), share);
}

/// One side of the page: the surroundings along all of it, and what goes deeper.
struct SideOutline {
  double band_px = 0;
  Depths beyond;  ///< Deeper than the straight side; 0 where the paper is whole or not in view.
};

constexpr double tolerance_px = 1.5;  // A rim pixel is half paper, and no angle is exact.

/// At least half of the values are the same.
bool is_level(const Depths& values) {
  const double middle = quantile(values, 0.5);
  const auto near = std::count_if(values.begin(), values.end(), [middle](double value) {
    return std::abs(value - middle) <= tolerance_px;
  });
  return 2 * near > static_cast<std::ptrdiff_t>(values.size());
}

/// What lies before the paper, position by position along the side at the top.  Positions beside
/// the page are left out: there is no paper to come to, or only the rim of it.
struct Approach {
  Depths bands;   ///< Rows of surroundings.
  Depths starts;  ///< The paper's first row.
};

Approach approach_of(const cv::Mat& page) {
  constexpr std::ptrdiff_t paper_share_min = 4;  // A quarter of what the picture shows there.
  cv::Mat columns;                               // As rows, which lie together.
  cv::transpose(page, columns);
  Approach approach;
  for (int x = 0; x < columns.rows; ++x) {
    const auto* const begin = columns.ptr<std::uint8_t>(x);
    const auto* const end = begin + columns.cols;
    const auto of_paper = std::count(begin, end, paper);
    const auto in_view = columns.cols - std::count(begin, end, beyond_picture);
    if (of_paper == 0 || of_paper * paper_share_min < in_view) continue;
    const auto* const first =
        std::find_if(begin, end, [](std::uint8_t pixel) { return pixel != beyond_picture; });
    const auto* const start =
        std::find_if(first, end, [](std::uint8_t pixel) { return pixel != surroundings; });
    approach.bands.push_back(static_cast<double>(start - first));
    approach.starts.push_back(static_cast<double>(start - begin));
  }
  return approach;
}

/// Where the straight side lies, if it is in view: along most of the page, or in a wedge that ends
/// where an askew page leaves the picture.  A step has a level side too, but no wedge.
std::optional<double> side_in_view(const Approach& approach) {
  Approach seen;
  for (std::size_t i = 0; i < approach.bands.size(); ++i) {
    if (approach.bands[i] == 0) continue;
    seen.bands.push_back(approach.bands[i]);
    seen.starts.push_back(approach.starts[i]);
  }
  const bool is_most = 2 * seen.starts.size() > approach.starts.size();
  const bool is_wedge = is_level(seen.starts) && !is_level(seen.bands);
  if (!is_most && !is_wedge) return std::nullopt;
  return quantile(seen.starts, 0.5);
}

/// The side that lies at the top.
SideOutline side_outline(const cv::Mat& page) {
  const auto approach = approach_of(page);
  const auto side = side_in_view(approach);
  SideOutline outline{.band_px = quantile(approach.bands, 0.1), .beyond = approach.bands};
  for (std::size_t i = 0; side && i < outline.beyond.size(); ++i) {
    if (approach.bands[i] > 0) outline.beyond[i] = approach.starts[i] - *side;
  }
  for (auto& depth : outline.beyond) depth = depth > tolerance_px ? depth : 0;
  return outline;
}

/// Turned by quarters clockwise, each side once comes to lie at the top: top, left, lower, right.
using Sides = std::array<SideOutline, 4>;

Sides sides_of(const cv::Mat& page) {
  Sides sides;
  cv::Mat quarter = page;
  for (auto& side : sides) {
    side = side_outline(quarter);
    cv::Mat next;
    cv::rotate(quarter, next, cv::ROTATE_90_CLOCKWISE);
    quarter = next;
  }
  return sides;
}

double missing_area(const Sides& sides) {
  double area = 0;
  for (const auto& side : sides) {
    area = std::accumulate(side.beyond.begin(), side.beyond.end(), area);
  }
  return area;
}

/// How many positions from the start on are missing.  The first ones may lie beside the paper.
std::size_t run_from_start(const Depths& beyond) {
  constexpr std::size_t beside_max = 3;
  const auto slack = static_cast<std::ptrdiff_t>(std::min(beside_max, beyond.size()));
  const auto begin =
      std::find_if(beyond.begin(), beyond.begin() + slack, [](double depth) { return depth > 0; });
  if (begin == beyond.begin() + slack) return 0;
  return static_cast<std::size_t>(std::find(begin, beyond.end(), 0) - beyond.begin());
}

/// A missing corner: its two legs, how much of their rectangle is missing, and how much beside it.
struct Corner {
  double along_px = 0;
  double down_px = 0;
  double area_px = 0;
  double beyond_px = 0;
};

/// The corner at the start of `along`, where `down` starts too.
Corner corner_of(const Depths& along, const Depths& down) {
  const auto along_run = run_from_start(along);
  Corner corner{.along_px = static_cast<double>(along_run),
                .down_px = static_cast<double>(run_from_start(down))};
  for (std::size_t i = 0; i < along_run; ++i) {
    corner.area_px += std::min(along[i], corner.down_px);
    corner.beyond_px += std::max(along[i] - corner.down_px - tolerance_px, 0.0);
  }
  return corner;
}

void add_corner(const Corner& corner, PageOutline& outline) {
  // A fold or tear leaves about half of the rectangle, the step between two papers all of it.
  constexpr double step_fill_min = 0.85;
  constexpr double leg_px_min = 3;  // Shorter ones have no shape at this resolution.
  constexpr double step_leg_px_min = 5;
  const double shorter = std::min(corner.along_px, corner.down_px);
  if (shorter < leg_px_min) return;
  const double whole = corner.along_px * corner.down_px;
  if (corner.area_px >= step_fill_min * whole) {
    // A side that a camera sees askew is a wedge: thin, or deeper than the other leg.
    const bool is_wedge =
        shorter < step_leg_px_min || corner.beyond_px > (1 - step_fill_min) * whole;
    if (is_wedge) return;
    outline.step_px = std::max({outline.step_px, corner.along_px, corner.down_px});
  } else {
    outline.corner_px = std::max(outline.corner_px, std::sqrt(2 * corner.area_px));
  }
}

/// The deepest place between the corners.
double deepest_notch(const Depths& beyond) {
  const auto first = run_from_start(beyond);
  const auto last = run_from_start({beyond.rbegin(), beyond.rend()});
  if (first + last >= beyond.size()) return 0;
  return *std::max_element(beyond.begin() + static_cast<std::ptrdiff_t>(first),
                           beyond.end() - static_cast<std::ptrdiff_t>(last));
}

/// Whether the picture shows any surroundings at all.
bool is_rim_dark(const cv::Mat& dark) {
  return cv::countNonZero(dark.row(0)) + cv::countNonZero(dark.row(dark.rows - 1)) +
             cv::countNonZero(dark.col(0)) + cv::countNonZero(dark.col(dark.cols - 1)) >
         0;
}

/// The angle of the smallest rectangle around the paper, from -45 to 45 degrees.
double paper_degrees(const cv::Mat& dark) {
  std::vector<cv::Point> points;
  cv::findNonZero(~dark, points);
  if (points.empty()) return 0;
  const double clockwise = cv::minAreaRect(points).angle;
  return -std::remainder(clockwise, 90.0);
}

Sides sides_under_best_angle(const cv::Mat& dark, double skew_degrees) {
  Sides best = sides_of(turned(dark, 0));
  if (missing_area(best) == 0) return best;
  for (const double degrees : {skew_degrees, paper_degrees(dark)}) {
    auto sides = sides_of(turned(dark, degrees));
    if (missing_area(sides) < missing_area(best)) best = std::move(sides);
  }
  return best;
}

}  // namespace

PageOutline trace_outline(const cv::Mat& dark, double skew_degrees) {
  PageOutline outline;
  constexpr int side_px_min = 12;
  if (dark.rows < side_px_min || dark.cols < side_px_min || !is_rim_dark(dark)) return outline;
  const auto sides = sides_under_best_angle(dark, skew_degrees);
  for (std::size_t i = 0; i < sides.size(); ++i) {
    outline.framing_px = std::max(outline.framing_px, sides.at(i).band_px);
    outline.edge_px = std::max(outline.edge_px, deepest_notch(sides.at(i).beyond));
    // After a quarter turn clockwise the left side lies at the top, its lower end first.
    Depths left{sides.at((i + 1) % sides.size()).beyond};
    std::reverse(left.begin(), left.end());
    add_corner(corner_of(sides.at(i).beyond, left), outline);
  }
  return outline;
}

}  // namespace lockbox::encode
