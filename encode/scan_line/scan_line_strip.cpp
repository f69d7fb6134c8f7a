#include "encode/scan_line/scan_line_strip.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/image/quantile.h"

namespace lockbox::encode {
namespace {

constexpr double paper_share = 0.4;  ///< Of the strip; so much of it is paper whatever is printed.

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

/// The gray between four pixels; beside the picture, that of its edge.
class Sampler {
 public:
  explicit Sampler(const cv::Mat& pixels) : pixels_{pixels} {}

  [[nodiscard]] float at(float x, float y) const {
    const auto left = static_cast<int>(std::floor(x));
    const auto top = static_cast<int>(std::floor(y));
    const auto* above = pixels_.ptr<std::uint8_t>(std::clamp(top, 0, pixels_.rows - 1));
    const auto* below = pixels_.ptr<std::uint8_t>(std::clamp(top + 1, 0, pixels_.rows - 1));
    const int first = std::clamp(left, 0, pixels_.cols - 1);
    const int second = std::clamp(left + 1, 0, pixels_.cols - 1);
    const float right_share = x - static_cast<float>(left);
    const float below_share = y - static_cast<float>(top);
    const auto between = [right_share](std::uint8_t one, std::uint8_t other) {
      const auto from = static_cast<float>(one);
      return from + right_share * (static_cast<float>(other) - from);
    };
    const float upper = between(above[first], above[second]);
    return upper + below_share * (between(below[first], below[second]) - upper);
  }

 private:
  const cv::Mat& pixels_;
};

/// The rows of the picture that the strip covers, averaged where a sample is larger than a pixel.
struct Band {
  cv::Mat pixels;
  int top = 0;
};

Band band_of(const cv::Mat& pixels, const ScanLineStrip& strip, double length) {
  double top = pixels.rows;
  double bottom = 0;
  for (const double u : {0.0, length / 2, length}) {
    const auto column = column_at(strip, u);
    top = std::min(top, column.middle.y - column.down.y * strip_rows / 2);
    bottom = std::max(bottom, column.middle.y + column.down.y * strip_rows / 2);
  }
  constexpr int play = 6;
  const cv::Range rows{std::clamp(static_cast<int>(top) - play, 0, pixels.rows - 1),
                       std::clamp(static_cast<int>(bottom) + play, 1, pixels.rows)};
  Band band{pixels.rowRange(rows), rows.start};
  const int smear = static_cast<int>(std::lround(strip.scale));
  if (smear > 1) {
    cv::Mat smeared;
    cv::blur(band.pixels, smeared, {smear, smear});
    band.pixels = smeared;
  }
  return band;
}

/// The darkness of the strip's columns with their middles at `columns`.
cv::Mat sample(const cv::Mat& pixels, const ScanLineStrip& strip,
               const std::vector<double>& columns) {
  constexpr float white = 255;
  const auto band = band_of(pixels, strip, columns.back());
  const Sampler sampler{band.pixels};
  cv::Mat darkness(strip_rows, static_cast<int>(columns.size()), CV_32F);
  for (int u = 0; u < darkness.cols; ++u) {
    const auto column = column_at(strip, columns[static_cast<std::size_t>(u)]);
    // A pixel's value belongs to its middle.
    const auto top =
        column.middle + column.down * (0.5 - strip_rows / 2.0) - cv::Point2d{0.5, 0.5 + band.top};
    auto x = static_cast<float>(top.x);
    auto y = static_cast<float>(top.y);
    for (int v = 0; v < strip_rows; ++v) {
      darkness.at<float>(v, u) = white - sampler.at(x, y);
      x += static_cast<float>(column.down.x);
      y += static_cast<float>(column.down.y);
    }
  }
  return darkness;
}

/// Where the ink of some of the marks begins and ends, before the whole strip is sampled.
InkExtent extent_of_marks(const cv::Mat& pixels, const ScanLineStrip& strip,
                          const std::vector<double>& marks) {
  constexpr std::size_t marks_looked_at = 12;
  constexpr int columns_of_mark = 2 * (digit_samples / 3);
  const std::size_t stride = (marks.size() + marks_looked_at - 1) / marks_looked_at;
  std::vector<double> columns;
  std::vector<double> cells;
  for (std::size_t i = 0; i < marks.size(); i += stride) {
    cells.push_back(static_cast<double>(columns.size()) + columns_of_mark / 2.0);
    for (int j = 0; j < columns_of_mark; ++j) {
      columns.push_back(marks[i] + j - columns_of_mark / 2.0 + 0.5);
    }
  }
  return ink_extent(sample(pixels, strip, columns), cells);
}

/// The darkness that `share` of the samples do not reach; every few samples stand for all.
float quantile(const cv::Mat& darkness, double share) {
  constexpr int stride = 5;
  std::vector<float> values;
  values.reserve(darkness.total() / stride + static_cast<std::size_t>(darkness.rows));
  for (int v = 0; v < darkness.rows; ++v) {
    const auto* row = darkness.ptr<float>(v);
    for (int u = v % stride; u < darkness.cols; u += stride) values.push_back(row[u]);
  }
  return quantile_of(std::move(values), share);
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
  marked.reserve(static_cast<std::size_t>(darkness.cols));
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
  strip.darkness.convertTo(strip.darkness, -1, 1 / contrast, -paper / contrast);
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
  // The marks' boxes know the height to a pixel; many digits together know it better.
  const auto extent = extent_of_marks(image.pixels, strip, inked);
  const double taller = (extent.end - extent.begin) / digit_samples;
  constexpr double taller_min = 0.8;
  constexpr double taller_max = 1.25;
  if (taller > taller_min && taller < taller_max) {
    strip.middle_line[0] += ((extent.begin + extent.end) / 2 - strip_rows / 2.0) * strip.scale;
    strip.scale *= taller;
    lay_out();
  }
  std::vector<double> middles;
  middles.reserve(static_cast<std::size_t>(std::max(columns, 0)));
  for (int u = 0; u < columns; ++u) middles.push_back(u + 0.5);
  strip.darkness = sample(image.pixels, strip, middles);
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
