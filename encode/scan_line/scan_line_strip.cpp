#include "encode/scan_line/scan_line_strip.h"

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace lockbox::encode {
namespace {

constexpr std::size_t marks_for_a_curve = 10;
constexpr double paper_share = 0.4;  ///< Of the strip; so much of it is paper whatever is printed.

double y_at(const cv::Vec3d& line, double x) {
  return line[0] + x * (line[1] + x * line[2]);
}

double slope_at(const cv::Vec3d& line, double x) {
  return line[1] + 2 * x * line[2];
}

cv::Vec3d least_squares(const std::vector<cv::Point2d>& points) {
  const int terms = points.size() >= marks_for_a_curve ? 3 : 2;
  cv::Mat powers(static_cast<int>(points.size()), terms, CV_64F);
  cv::Mat heights(static_cast<int>(points.size()), 1, CV_64F);
  // About their middle, or the squares of pixels would drown the rest.
  const double middle = (points.front().x + points.back().x) / 2;
  for (int i = 0; i < powers.rows; ++i) {
    const auto& point = points[static_cast<std::size_t>(i)];
    const double x = point.x - middle;
    powers.at<double>(i, 0) = 1;
    powers.at<double>(i, 1) = x;
    if (terms == 3) powers.at<double>(i, 2) = x * x;
    heights.at<double>(i) = point.y;
  }
  cv::Mat found;
  cv::solve(powers, heights, found, cv::DECOMP_QR);
  const double constant = found.at<double>(0);
  const double linear = found.at<double>(1);
  const double square = terms == 3 ? found.at<double>(2) : 0;
  return {constant - linear * middle + square * middle * middle, linear - 2 * square * middle,
          square};
}

/// Through the middles of the marks, but for those that stand off the line.
cv::Vec3d fit_middle_line(const ScanLineGuess& guess) {
  constexpr double off_heights_max = 0.12;
  auto line = least_squares(guess.middles);
  std::vector<cv::Point2d> near;
  for (const auto& middle : guess.middles) {
    const double off = std::abs(middle.y - y_at(line, middle.x));
    if (off <= off_heights_max * guess.height) near.push_back(middle);
  }
  if (near.size() >= 3 && near.size() < guess.middles.size()) line = least_squares(near);
  return line;
}

/// The x of every place: those of the marks, evenly spread ones where marks are missing, and
/// those beyond both ends as far as the picture goes.
std::vector<double> places_along(const ScanLineGuess& guess, const PlacesBeyond& beyond,
                                 int columns) {
  const auto along = guess.middles.back() - guess.middles.front();
  const double step = guess.pitch * along.x / cv::norm(along);
  std::vector<double> places;
  const double first = guess.middles.front().x;
  for (int i = beyond.left; i > 0; --i) {
    if (first - i * step >= 0) places.push_back(first - i * step);
  }
  places.push_back(first);
  for (std::size_t i = 1; i < guess.middles.size(); ++i) {
    const double from = guess.middles[i - 1].x;
    const double to = guess.middles[i].x;
    const int count = std::max(static_cast<int>(std::lround((to - from) / step)), 1);
    for (int j = 1; j <= count; ++j) places.push_back(from + (to - from) * j / count);
  }
  const double last = guess.middles.back().x;
  for (int i = 1; i <= beyond.right; ++i) {
    if (last + i * step < columns) places.push_back(last + i * step);
  }
  return places;
}

/// Where on the picture the middle of a strip's column is.
struct Column {
  cv::Point2d middle;
  cv::Point2d down;  ///< From one row to the next.
};

Column column_at(const ScanLineStrip& strip, double u) {
  // The line bends so little that its slope in the middle serves for the length along it.
  const double slope = slope_at(strip.middle_line, strip.origin.x);
  const double x = strip.origin.x + u * strip.scale / std::sqrt(1 + slope * slope);
  const double here = slope_at(strip.middle_line, x);
  const double norm = std::sqrt(1 + here * here);
  return {{x, y_at(strip.middle_line, x)}, {-here * strip.scale / norm, strip.scale / norm}};
}

cv::Mat sample(const cv::Mat& pixels, const ScanLineStrip& strip, int columns) {
  cv::Mat map(strip_rows, columns, CV_32FC2);
  double top = pixels.rows;
  double bottom = 0;
  for (int u = 0; u < columns; ++u) {
    const auto column = column_at(strip, u + 0.5);
    for (int v = 0; v < strip_rows; ++v) {
      // A pixel's value belongs to its middle.
      const auto at =
          column.middle + column.down * (v + 0.5 - strip_rows / 2.0) - cv::Point2d{0.5, 0.5};
      map.at<cv::Vec2f>(v, u) = {static_cast<float>(at.x), static_cast<float>(at.y)};
      top = std::min(top, at.y);
      bottom = std::max(bottom, at.y);
    }
  }
  const cv::Range rows{std::clamp(static_cast<int>(top) - 4, 0, pixels.rows - 1),
                       std::clamp(static_cast<int>(bottom) + 5, 1, pixels.rows)};
  cv::Mat band = pixels.rowRange(rows);
  const int smear = static_cast<int>(std::lround(strip.scale));
  if (smear > 1) {
    cv::Mat smeared;
    cv::blur(band, smeared, {smear, smear});
    band = smeared;
  }
  cv::Mat straight;
  cv::remap(band, straight, map - cv::Scalar(0, rows.start), cv::noArray(), cv::INTER_LINEAR,
            cv::BORDER_REPLICATE);
  cv::Mat darkness;
  straight.convertTo(darkness, CV_32F, -1, 255);
  return darkness;
}

float quantile(const cv::Mat& darkness, double share) {
  std::vector<float> values(darkness.begin<float>(), darkness.end<float>());
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, at);
  return *at;
}

/// The greatest darkness of each row within half a digit of each place, as a mean over the places.
std::vector<float> row_profile(const cv::Mat& darkness, const std::vector<double>& cells) {
  constexpr int reach = digit_samples / 3;
  std::vector<float> profile(static_cast<std::size_t>(darkness.rows), 0);
  int counted = 0;
  for (const double cell : cells) {
    const int from = std::max(static_cast<int>(cell) - reach, 0);
    const int to = std::min(static_cast<int>(cell) + reach, darkness.cols);
    if (from >= to) continue;
    ++counted;
    for (int v = 0; v < darkness.rows; ++v) {
      const auto* row = darkness.ptr<float>(v);
      profile[static_cast<std::size_t>(v)] += *std::max_element(row + from, row + to);
    }
  }
  for (auto& value : profile) value /= static_cast<float>(std::max(counted, 1));
  return profile;
}

/// Puts what lies at either side in the place of the columns that are marked, where there are but
/// a few of them side by side: as much as dust on a sensor covers, and less than a character.
void bridge(cv::Mat& darkness, const std::vector<bool>& marked) {
  constexpr int width_max = 6;
  const int columns = darkness.cols;
  for (int from = 0; from < columns; ++from) {
    if (!marked[static_cast<std::size_t>(from)]) continue;
    int to = from;
    while (to < columns && marked[static_cast<std::size_t>(to)]) ++to;
    // The edge of a streak is half as dark as the streak.
    const int left = from - 2;
    const int right = to + 1;
    if (left >= 0 && right < columns && right - left - 1 <= width_max) {
      for (int x = left + 1; x < right; ++x) {
        const double share = static_cast<double>(x - left) / (right - left);
        darkness.col(x) = darkness.col(left) * (1 - share) + darkness.col(right) * share;
      }
    }
    from = to;
  }
}

/// Columns whose ink goes on above and below the line, as a streak or a fold does and a character
/// does not.
std::vector<bool> columns_that_run_through(const cv::Mat& darkness) {
  constexpr int rows_beside = strip_rows_beside - 3;
  constexpr float inked_level = 0.35F;
  cv::Mat above;
  cv::Mat below;
  cv::reduce(darkness.rowRange(0, rows_beside), above, 0, cv::REDUCE_AVG);
  cv::reduce(darkness.rowRange(darkness.rows - rows_beside, darkness.rows), below, 0,
             cv::REDUCE_AVG);
  std::vector<bool> marked;
  for (int x = 0; x < darkness.cols; ++x) {
    marked.push_back(above.at<float>(x) > inked_level && below.at<float>(x) > inked_level);
  }
  return marked;
}

/// Paper becomes 0 and the ink of the places 1.
void normalize(ScanLineStrip& strip, const std::vector<double>& inked) {
  const float paper = quantile(strip.darkness, paper_share);
  const auto profile = row_profile(strip.darkness, inked);
  const float contrast = std::max(*std::ranges::max_element(profile) - paper, 1.0F);
  strip.darkness = (strip.darkness - paper) / contrast;
  bridge(strip.darkness, columns_that_run_through(strip.darkness));
}

}  // namespace

InkExtent ink_extent(const cv::Mat& darkness, const std::vector<double>& cells) {
  const auto profile = row_profile(darkness, cells);
  const auto [low, high] = std::ranges::minmax(profile);
  const float level = (low + high) / 2;
  const auto above = [level](float value) { return value >= level; };
  const auto first = std::ranges::find_if(profile, above);
  const auto last = std::find_if(profile.rbegin(), profile.rend(), above).base();
  if (first == profile.end() || high <= low) return {};
  // Between the last row of paper and the first of ink, by how nearly each is at the level.
  const auto crossing = [level](float paper, float ink) {
    return ink > paper ? (ink - level) / (ink - paper) : 0.0F;
  };
  const auto begin = first - profile.begin();
  const auto end = last - profile.begin();
  const float over = first == profile.begin() ? 0 : crossing(*(first - 1), *first);
  const float under = last == profile.end() ? 0 : crossing(*last, *(last - 1));
  return {static_cast<double>(begin) + 0.5 - over, static_cast<double>(end) - 0.5 + under};
}

ScanLineStrip straighten_line(const GrayImage& image, const ScanLineGuess& guess,
                              const PlacesBeyond& beyond) {
  ScanLineStrip strip;
  strip.scale = guess.height / digit_samples;
  strip.middle_line = fit_middle_line(guess);
  const auto places = places_along(guess, beyond, image.pixels.cols);
  const double slope = slope_at(strip.middle_line, places[places.size() / 2]);
  const double stretch = std::sqrt(1 + slope * slope);
  strip.origin.x = places.front() - guess.pitch / stretch;
  std::vector<double> inked;
  int columns = 0;
  const auto lay_out = [&] {
    strip.pitch = guess.pitch / strip.scale;
    strip.cells.clear();
    inked.clear();
    const double stretched =
        std::sqrt(1 + std::pow(slope_at(strip.middle_line, strip.origin.x), 2));
    const auto column_of = [&](double x) { return (x - strip.origin.x) * stretched / strip.scale; };
    for (const double x : places) strip.cells.push_back(column_of(x));
    for (const auto& middle : guess.middles) inked.push_back(column_of(middle.x));
    columns = static_cast<int>(strip.cells.back() + strip.pitch);
  };
  lay_out();
  strip.darkness = sample(image.pixels, strip, columns);
  // The marks' boxes know the height to a pixel; all the digits together know it better.
  const auto extent = ink_extent(strip.darkness, inked);
  const double taller = (extent.end - extent.begin) / digit_samples;
  constexpr double taller_min = 0.8;
  constexpr double taller_max = 1.25;
  if (taller > taller_min && taller < taller_max) {
    strip.middle_line[0] += ((extent.begin + extent.end) / 2 - strip_rows / 2.0) * strip.scale;
    strip.scale *= taller;
    lay_out();
    strip.darkness = sample(image.pixels, strip, columns);
  }
  normalize(strip, inked);
  return strip;
}

ScanLineStrip turned_round(const ScanLineStrip& strip) {
  ScanLineStrip turned = strip;
  turned.is_turned = !strip.is_turned;
  turned.darkness = cv::Mat{};
  cv::flip(strip.darkness, turned.darkness, -1);
  for (auto& cell : turned.cells) cell = strip.darkness.cols - cell;
  std::ranges::reverse(turned.cells);
  return turned;
}

Box cell_box(const ScanLineStrip& strip, double cell) {
  constexpr double half_width = digit_samples / 3.0;
  const double middle = strip.is_turned ? strip.darkness.cols - cell : cell;
  std::vector<cv::Point2f> corners;
  for (const double u : {middle - half_width, middle + half_width}) {
    const auto column = column_at(strip, u);
    for (const double v : {-digit_samples / 2.0, digit_samples / 2.0}) {
      corners.emplace_back(column.middle + column.down * v);
    }
  }
  const auto box = cv::boundingRect(corners);
  return {box.x, box.y, box.width, box.height};
}

}  // namespace lockbox::encode
