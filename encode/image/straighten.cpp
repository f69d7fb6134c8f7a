#include "encode/image/straighten.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/image/bit_mask.h"
#include "encode/image/ink_mask.h"

namespace lockbox::encode {
namespace {

/// Wide enough to tell 0.1 degree over a line of text, small enough to cost a millisecond.
constexpr int working_width_px = 850;
constexpr double skew_degrees_max = 16;

double radians(double degrees) {
  return degrees * std::numbers::pi / 180;
}

/// Where ink has paper below it: baselines, rules and lower edges, at working size.
struct LowerEdges {
  std::vector<cv::Point> points;
  cv::Size size;
};

LowerEdges lower_edges(const cv::Mat& mask) {
  LowerEdges edges{.points = {}, .size = mask.size()};
  const auto ink = BitMask::of(mask);
  for (int y = 0; y + 1 < ink.rows(); ++y) {
    const auto here = ink.row(y);
    const auto below = ink.row(y + 1);
    for (std::size_t i = 0; i < here.size(); ++i) {
      for (auto edge = here[i] & ~below[i]; edge != 0; edge &= edge - 1) {
        edges.points.emplace_back(static_cast<int>(i) * BitMask::word_bits + std::countr_zero(edge),
                                  y);
      }
    }
  }
  return edges;
}

/// How unevenly the edges fall on rows after a turn: the sum of squares is largest when whole
/// baselines come to lie on one row.
double row_concentration(const LowerEdges& edges, double degrees, int row_px) {
  const double slope = std::tan(radians(degrees));
  const double reach = std::abs(slope) * edges.size.width;
  const auto rows = static_cast<std::size_t>((edges.size.height + 2 * reach) / row_px) + 2;
  std::vector<std::int32_t> counts(rows);
  // In rows of `row_px`, so that nothing is divided for each of the many points.
  const double down = 1.0 / row_px;
  const double along = slope * down;
  const double start = reach * down;
  for (const auto& point : edges.points) {
    ++counts[static_cast<std::size_t>(
        static_cast<std::int32_t>(point.y * down + along * point.x + start))];
  }
  double sum = 0;
  for (const double count : counts) sum += count * count;
  return sum;
}

struct AngleScore {
  double degrees = 0;
  double score = 0;
};

std::vector<AngleScore> scores_around(const LowerEdges& edges, double middle, double reach,
                                      double step, int row_px) {
  std::vector<AngleScore> scores;
  const int steps = static_cast<int>(std::lround(reach / step));
  for (int i = -steps; i <= steps; ++i) {
    const double degrees = middle + i * step;
    scores.push_back({.degrees = degrees, .score = row_concentration(edges, degrees, row_px)});
  }
  return scores;
}

AngleScore best_of(const std::vector<AngleScore>& scores) {
  return *std::max_element(
      scores.begin(), scores.end(),
      [](const AngleScore& a, const AngleScore& b) { return a.score < b.score; });
}

/// Short lines are as good at several angles; the middle of these is the likeliest.
double middle_of_peak(const std::vector<AngleScore>& scores) {
  constexpr double peak_share = 0.98;
  const double least = peak_share * best_of(scores).score;
  const auto is_high = [least](const AngleScore& angle) { return angle.score >= least; };
  const auto first = std::ranges::find_if(scores, is_high);
  const auto last = std::find_if(scores.rbegin(), scores.rend(), is_high);
  return (first->degrees + last->degrees) / 2;
}

double median_score(std::vector<AngleScore> scores) {
  const auto middle = scores.begin() + static_cast<std::ptrdiff_t>(scores.size() / 2);
  std::nth_element(scores.begin(), middle, scores.end(),
                   [](const AngleScore& a, const AngleScore& b) { return a.score < b.score; });
  return middle->score;
}

/// Every so manieth edge, so that about `count` are left: enough to see where the peak is.
LowerEdges some_of(const LowerEdges& edges, std::size_t count) {
  LowerEdges some{.points = {}, .size = edges.size};
  const std::size_t step = 1 + edges.points.size() / count;
  some.points.reserve(edges.points.size() / step + 1);
  for (std::size_t i = 0; i < edges.points.size(); i += step) {
    some.points.push_back(edges.points[i]);
  }
  return some;
}

}  // namespace

double estimate_skew(const GrayImage& scan) {
  constexpr int neighbourhood_px = 25;
  const double scale = std::min(1.0, static_cast<double>(working_width_px) / scan.pixels.cols);
  return skew_of_ink(ink_mask(shrink(scan.pixels, scale), neighbourhood_px));
}

double skew_of_ink(const cv::Mat& ink) {
  constexpr std::size_t points_min = 50;
  constexpr std::size_t points_coarse = 6'000;
  constexpr double peak_to_median_min = 1.2;
  const auto edges = lower_edges(ink);
  if (edges.points.size() < points_min) return 0;
  const auto coarse = scores_around(some_of(edges, points_coarse), 0, skew_degrees_max, 0.5, 3);
  const auto peak = best_of(coarse);
  if (peak.score < peak_to_median_min * median_score(coarse)) return 0;
  // What is best at the end of the range is still rising there: no peak, but ink without lines.
  if (std::abs(peak.degrees) >= skew_degrees_max) return 0;
  return middle_of_peak(scores_around(edges, peak.degrees, 0.5, 0.1, 1));
}

StraightImage straighten(const GrayImage& scan, double skew_degrees) {
  const cv::Size size = scan.pixels.size();
  const double cosine = std::abs(std::cos(radians(skew_degrees)));
  const double sine = std::abs(std::sin(radians(skew_degrees)));
  const cv::Size2d turned{size.width * cosine + size.height * sine,
                          size.width * sine + size.height * cosine};
  const cv::Size page{static_cast<int>(std::ceil(turned.width - 1e-6)),
                      static_cast<int>(std::ceil(turned.height - 1e-6))};
  const cv::Point2f middle{static_cast<float>(size.width - 1) / 2,
                           static_cast<float>(size.height - 1) / 2};
  cv::Matx23d to_straight = cv::getRotationMatrix2D(middle, -skew_degrees, 1);
  to_straight(0, 2) += (page.width - size.width) / 2.0;
  to_straight(1, 2) += (page.height - size.height) / 2.0;

  StraightImage straight;
  straight.scan_size = size;
  cv::invertAffineTransform(to_straight, straight.to_scan);
  straight.image = {.pixels = {}, .dpi_x = scan.dpi_x, .dpi_y = scan.dpi_y, .bitonal = false};
  cv::warpAffine(scan.pixels, straight.image.pixels, to_straight, page, cv::INTER_LINEAR,
                 cv::BORDER_CONSTANT, cv::Scalar{255});
  return straight;
}

Box box_on_scan(const StraightImage& straight, const Box& box) {
  const double left = box.x;
  const double top = box.y;
  const double right = box.x + std::max(box.width - 1, 0);
  const double bottom = box.y + std::max(box.height - 1, 0);
  std::vector<cv::Point> corners;
  for (const auto& corner : {cv::Vec3d{left, top, 1}, cv::Vec3d{right, top, 1},
                             cv::Vec3d{left, bottom, 1}, cv::Vec3d{right, bottom, 1}}) {
    const cv::Vec2d place = straight.to_scan * corner;
    corners.emplace_back(cvRound(place[0]), cvRound(place[1]));
  }
  const cv::Rect on_scan = cv::boundingRect(corners) & cv::Rect{{0, 0}, straight.scan_size};
  return {.x = on_scan.x, .y = on_scan.y, .width = on_scan.width, .height = on_scan.height};
}

}  // namespace lockbox::encode
