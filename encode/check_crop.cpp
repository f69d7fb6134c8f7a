#include "encode/check_crop.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/image/ink_mask.h"
#include "encode/image/quantile.h"
#include "encode/image/straighten.h"
#include "encode/micr/e13b_glyphs.h"
#include "encode/page_on_side.h"
#include "encode/page_resolution.h"

namespace lockbox::encode {
namespace {

constexpr double check_height_inches = 3.5;
constexpr double line_above_edge_inches = 5.0 / 16;
/// The highest check is 3.67 inches; a picture may have some of the track around it.
constexpr double sheet_height_inches_min = 4.2;

cv::Point2d middle_of(const Box& box) {
  return {box.x + box.width / 2.0, box.y + box.height / 2.0};
}

std::vector<cv::Point2d> middles_of(std::span<const SymbolRead> symbols) {
  std::vector<cv::Point2d> middles;
  middles.reserve(symbols.size());
  for (const auto& symbol : symbols) middles.push_back(middle_of(symbol.box));
  return middles;
}

double height_of(const std::vector<cv::Point2d>& middles) {
  std::vector<double> heights;
  heights.reserve(middles.size());
  for (const auto& middle : middles) heights.push_back(middle.y);
  return median_of(std::move(heights));
}

/// How far the line rises, counter-clockwise positive, by the straight one that fits best.
double degrees_of(const std::vector<cv::Point2d>& middles) {
  constexpr double half_turn_degrees = 180;
  cv::Point2d mean;
  for (const auto& middle : middles) mean += middle * (1.0 / static_cast<double>(middles.size()));
  double together = 0;
  double along = 0;
  for (const auto& middle : middles) {
    const auto off = middle - mean;
    together += off.x * off.y;
    along += off.x * off.x;
  }
  return along > 0 ? -std::atan(together / along) * half_turn_degrees / CV_PI : 0;
}

/// A sheet with a level line, and how that lies on it.
struct LevelSheet {
  GrayImage image;
  double line_y = 0;     ///< The middle of the line.
  double inch_down = 0;  ///< Pixels of an inch towards the check's lower edge; negative for up.
};

LevelSheet level_sheet(const GrayImage& scan, std::span<const SymbolRead> line) {
  const double inch = pitch_px(line) / e13b_pitch_inch;
  auto middles = middles_of(line);
  LevelSheet sheet{.image = scan,
                   .line_y = height_of(middles),
                   .inch_down = direction_of(line) == ReadingDirection::Left ? -inch : inch};
  const double degrees = degrees_of(middles);
  if (std::abs(degrees) <= skew_degrees_tolerated) return sheet;
  auto straight = straighten(scan, degrees);
  cv::Matx23d to_straight;
  cv::invertAffineTransform(straight.to_scan, to_straight);
  for (auto& middle : middles) middle = to_straight * cv::Vec3d{middle.x, middle.y, 1};
  sheet.line_y = height_of(middles);
  sheet.image = std::move(straight.image);
  return sheet;
}

/// How far a line that was made level may be off it at the rims of a sheet.
constexpr int level_px = 3;

/// How far the least covered eighth of each row is covered with ink.
std::vector<double> ink_of_rows(const cv::Mat& ink) {
  constexpr int parts = 8;
  // A sheet that was turned has white corners.
  const int margin = ink.cols / 20;
  const int width = (ink.cols - 2 * margin) / parts;
  std::vector<double> rows(static_cast<std::size_t>(ink.rows));
  if (width < 1) return rows;
  for (int y = 0; y < ink.rows; ++y) {
    int least = width;
    for (int part = 0; part < parts; ++part) {
      const int left = margin + part * width;
      least = std::min(least, cv::countNonZero(ink.row(y).colRange(left, left + width)));
    }
    rows[static_cast<std::size_t>(y)] = static_cast<double>(least) / width;
  }
  return rows;
}

/// Whether the ink of a row goes from rim to rim and ends there.  A frame turns at its ends, and
/// rules of checks end before; what is around a sheet that lies askew is left to it.
bool ends_at_rims(const cv::Mat& ink, int row, int reach_px) {
  constexpr double span_share = 0.88;
  const cv::Range rows = cv::Range{row - level_px, row + level_px + 1} & cv::Range{0, ink.rows};
  cv::Mat columns;
  cv::reduce(ink.rowRange(rows), columns, 0, cv::REDUCE_MAX);
  const auto* const begin = columns.ptr<std::uint8_t>(0);
  const auto* const end = begin + columns.cols;
  const auto is_ink = [](std::uint8_t pixel) { return pixel != 0; };
  const auto left = std::find_if(begin, end, is_ink) - begin;
  const auto right =
      std::find_if(std::reverse_iterator{end}, std::reverse_iterator{begin}, is_ink).base() - begin;
  if (static_cast<double>(right - left) < span_share * ink.cols) return false;
  const auto turns = [&](std::ptrdiff_t column, int from_row) {
    const cv::Rect beside{static_cast<int>(column) - reach_px, from_row, 2 * reach_px, reach_px};
    return cv::countNonZero(ink(beside & cv::Rect{{0, 0}, ink.size()})) > 0;
  };
  const auto ends = [&](std::ptrdiff_t column) {
    return !turns(column, row - 2 * reach_px) && !turns(column, row + reach_px);
  };
  return ends(left) && ends(right);
}

/// A perforation, as far as scanners show it: a thin rule or row of dashes or dots from rim to rim
/// with paper above and below it.  Of several the one nearest to `usual_y`; lines of text are
/// higher, and rules of checks end before the rim.
std::optional<int> find_perforation(const LevelSheet& sheet, const cv::Range& rows,
                                    double usual_y) {
  constexpr double dashes_min = 0.25;
  constexpr double paper_max = 0.06;
  constexpr double thick_inches = 0.04;
  constexpr int neighbourhood_px = 25;
  const int reach = std::max(2, cvRound(thick_inches * std::abs(sheet.inch_down)));
  const cv::Range seen{std::max(rows.start - 2 * reach, 0),
                       std::min(rows.end + 2 * reach, sheet.image.pixels.rows)};
  if (rows.size() < 1 || seen.size() <= 4 * reach) return std::nullopt;
  const cv::Mat ink = ink_mask(sheet.image.pixels.rowRange(seen), neighbourhood_px);
  cv::Mat thick;
  cv::dilate(ink, thick, cv::Mat{2 * level_px + 1, 1, CV_8UC1, cv::Scalar{1}});
  const auto shares = ink_of_rows(thick);
  const auto is_paper = [&](int y) { return cv::countNonZero(ink.row(y)) <= paper_max * ink.cols; };
  std::optional<int> found;
  for (int y = 2 * reach; y < seen.size() - 2 * reach; ++y) {
    if (shares[static_cast<std::size_t>(y)] < dashes_min) continue;
    bool is_alone = ends_at_rims(ink, y, reach);
    for (int off = reach; off < 2 * reach && is_alone; ++off) {
      is_alone = is_paper(y - off) && is_paper(y + off);
    }
    const int row = seen.start + y;
    const bool is_nearer = !found || std::abs(row - usual_y) < std::abs(*found - usual_y);
    if (is_alone && is_nearer) found = row;
  }
  return found;
}

/// The rows between two distances from the middle of the line, positive towards the lower edge.
cv::Range rows_between(const LevelSheet& sheet, double from_inches, double to_inches) {
  const double one = sheet.line_y + from_inches * sheet.inch_down;
  const double other = sheet.line_y + to_inches * sheet.inch_down;
  const int last = sheet.image.pixels.rows;
  return {std::clamp(cvRound(std::min(one, other)), 0, last),
          std::clamp(cvRound(std::max(one, other)), 0, last)};
}

/// At a perforation where one shows, else where most checks end.  What ends at the rim of the sheet
/// has no perforation there, and a rule near its edge is print.
double edge_of_check(const LevelSheet& sheet, const cv::Range& rows, double usual_y) {
  constexpr double rim_inches = 0.15;
  const double rim = rim_inches * std::abs(sheet.inch_down);
  const bool is_rim = usual_y < rim || usual_y > sheet.image.pixels.rows - rim;
  const auto found = is_rim ? std::nullopt : find_perforation(sheet, rows, usual_y);
  return found.value_or(cvRound(usual_y));
}

/// The check alone, level, from perforation to perforation or as high as most are.
GrayImage cut_out(const GrayImage& scan, std::span<const SymbolRead> line) {
  constexpr double lowest_inches = 0.6;
  constexpr double least_height_inches = 2.65;  // ANSI X9.100-160-1, less a tenth each way.
  constexpr double most_height_inches = 3.77;
  const auto sheet = level_sheet(scan, line);
  const double usual_lower = sheet.line_y + line_above_edge_inches * sheet.inch_down;
  const auto below = rows_between(sheet, 2 * line_above_edge_inches / 3, lowest_inches);
  const double lower = edge_of_check(sheet, below, usual_lower);
  const double above_line = (lower - sheet.line_y) / sheet.inch_down;
  const double usual_upper = lower - check_height_inches * sheet.inch_down;
  const auto above =
      rows_between(sheet, above_line - most_height_inches, above_line - least_height_inches);
  const double upper = edge_of_check(sheet, above, usual_upper);
  const int last = sheet.image.pixels.rows;
  const int top = std::clamp(cvRound(std::min(lower, upper)), 0, last);
  const int bottom = std::clamp(cvRound(std::max(lower, upper)), 0, last);
  GrayImage check = sheet.image;
  check.pixels = sheet.image.pixels.rowRange(top, bottom).clone();
  return check;
}

GrayImage turned_back(GrayImage check, double skew_degrees) {
  constexpr double quarter_degrees = 90;
  const auto quarters = (std::lround(skew_degrees / quarter_degrees) % 4 + 4) % 4;
  if (quarters == 0) return check;
  cv::Mat turned;
  constexpr std::array turns{cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180,
                             cv::ROTATE_90_COUNTERCLOCKWISE};
  cv::rotate(check.pixels, turned, turns.at(static_cast<std::size_t>(quarters - 1)));
  check.pixels = turned;
  if (quarters != 2) std::swap(check.dpi_x, check.dpi_y);
  return check;
}

}  // namespace

std::optional<Box> check_on_sheet(std::span<const SymbolRead> line, cv::Size picture) {
  const double inch = pitch_px(line) / e13b_pitch_inch;
  const auto direction = direction_of(line);
  const bool is_level = direction == ReadingDirection::Right || direction == ReadingDirection::Left;
  if (inch <= 0 || !is_level || picture.height < sheet_height_inches_min * inch) {
    return std::nullopt;
  }
  const double down = direction == ReadingDirection::Left ? -inch : inch;
  const double lower = height_of(middles_of(line)) + line_above_edge_inches * down;
  const double upper = lower - check_height_inches * down;
  const int top = std::clamp(cvRound(std::min(lower, upper)), 0, picture.height);
  const int bottom = std::clamp(cvRound(std::max(lower, upper)), 0, picture.height);
  return Box{.x = 0, .y = top, .width = picture.width, .height = bottom - top};
}

std::optional<Box> place_on_sheet(const PageRead& page, cv::Size picture) {
  if (!page.micr || page.micr->font != MicrFont::E13b) return std::nullopt;
  return check_on_sheet(page.micr->symbols, picture);
}

GrayImage upright_check(const GrayImage& scan, const PageRead& page) {
  if (!page.micr) return scan;
  const bool is_sheet = place_on_sheet(page, scan.pixels.size()).has_value();
  return turned_back(is_sheet ? cut_out(scan, page.micr->symbols) : scan, page.skew_degrees);
}

}  // namespace lockbox::encode
