#include "encode/micr/e13b_overprint.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "encode/image/local_mean.h"
#include "encode/image/quantile.h"

namespace lockbox::encode {
namespace {

/// So much ink, in modules squared, is more than dirt.
constexpr double trace_modules = 0.7;
constexpr double trace_darkness = 0.3;  ///< Of the line's contrast.

/// A part of the strip with more around it than is asked about.
struct Surroundings {
  int left = 0;
  cv::Mat ink;  ///< CV_8U; not 0 where it is clearly darker than most of the stretch.
  double paper = 0;
};

/// Of every second row every second sample, which tell as much where all are means of squares.
std::vector<float> every_fourth(const cv::Mat& means) {
  std::vector<float> some;
  some.reserve(means.total() / 4 + static_cast<std::size_t>(means.rows + means.cols));
  for (int y = 0; y < means.rows; y += 2) {
    const auto* row = means.ptr<float>(y);
    for (int x = 0; x < means.cols; x += 2) some.push_back(row[x]);
  }
  return some;
}

/// Specks are smeared below what counts as ink.
Surroundings look_around(const Strip& strip, const Stretch& stretch, double pitches) {
  const int around = static_cast<int>(pitches * pitch_samples);
  const int left = std::max(stretch.left - around, 0);
  const int right = std::min(stretch.right + around, strip.darkness.cols);
  constexpr int stroke = samples_per_module + 1;
  const cv::Mat area = square_means(strip.darkness.colRange(left, right), stroke);
  const float quartile = quantile_of(every_fourth(area), 0.25);
  // Where most is dark, something covers the paper.
  const double trace = trace_darkness * strip.contrast;
  const double paper = std::min<double>(quartile, strip.paper + trace);
  return {left, area > paper + trace, paper};
}

/// Whether nearly all of a run is ink.
bool is_rule(const cv::Mat& run) {
  return cv::countNonZero(run) > 0.8 * static_cast<double>(run.total());
}

/// The rows that are level rules; so many that they leave no room for a glyph are a blot.
std::vector<bool> rules_of(const cv::Mat& ink) {
  std::vector<bool> rules;
  rules.reserve(static_cast<std::size_t>(ink.rows));
  for (int y = 0; y < ink.rows; ++y) rules.push_back(is_rule(ink.row(y)));
  if (std::ranges::count(rules, true) >= glyph_samples / 2) rules.assign(rules.size(), false);
  return rules;
}

/// Whether the ink of a column goes on both above and below the line, as a frame or a fold does
/// and a glyph does not.  It may lean a little.
bool runs_through(const cv::Mat& ink, int x) {
  constexpr int beyond = strip_margin - 2 * samples_per_module;
  const cv::Mat around =
      ink.colRange(std::max(x - samples_per_module, 0), std::min(x + samples_per_module, ink.cols));
  cv::Mat rows;
  cv::reduce(around, rows, 1, cv::REDUCE_MAX);
  return is_rule(rows.rowRange(0, beyond)) && is_rule(rows.rowRange(rows.rows - beyond, rows.rows));
}

/// The columns of the stretch that are upright rules; where many follow each other it is a blot.
std::vector<bool> upright_rules_of(const cv::Mat& ink) {
  constexpr std::ptrdiff_t width_max = std::ptrdiff_t{4} * samples_per_module;
  std::vector<bool> rules;
  rules.reserve(static_cast<std::size_t>(ink.cols));
  for (int x = 0; x < ink.cols; ++x) rules.push_back(runs_through(ink, x));
  for (auto from = std::ranges::find(rules, true); from != rules.end();) {
    const auto to = std::find(from, rules.end(), false);
    if (to - from > width_max) std::fill(from, to, false);
    from = std::find(to, rules.end(), true);
  }
  return rules;
}

/// The stretch within the strip.
Stretch clipped(const Strip& strip, const Stretch& stretch) {
  return {std::max(stretch.left, 0), std::min(stretch.right, strip.darkness.cols)};
}

bool is_too_narrow(const Stretch& stretch) {
  return stretch.right - stretch.left < samples_per_module;
}

/// The first and the last row of the glyphs at a column.
cv::Range glyph_rows(const Strip& strip, int x) {
  const int top = place_at(strip, x).top;
  return {std::clamp(top, 0, strip.darkness.rows),
          std::clamp(top + glyph_samples, 0, strip.darkness.rows)};
}

bool is_more_than_dirt(int samples) {
  return samples > trace_modules * samples_per_module * samples_per_module;
}

/// How much ink glyph rows of the stretch hold; the mask begins at column `start` of the strip.
int inked_samples(const Strip& strip, const Stretch& stretch, const cv::Mat& ink, int start) {
  int samples = 0;
  for (int x = stretch.left; x < stretch.right; ++x) {
    const auto rows = glyph_rows(strip, x);
    for (int y = rows.start; y < rows.end; ++y) {
      if (ink.at<std::uint8_t>(y, x - start) != 0) ++samples;
    }
  }
  return samples;
}

/// Takes away the ink that is joined with some well above or below the glyph rows.
void remove_what_reaches_out(const Strip& strip, Surroundings& around) {
  constexpr int beyond = 3 * samples_per_module;
  cv::Mat labels;
  const auto count = static_cast<std::size_t>(cv::connectedComponents(around.ink, labels));
  std::vector<bool> reaches_out(count, false);
  for (int x = 0; x < labels.cols; ++x) {
    const auto rows = glyph_rows(strip, around.left + x);
    for (int y = 0; y < labels.rows; ++y) {
      if (y >= rows.start - beyond && y < rows.end + beyond) continue;
      reaches_out[static_cast<std::size_t>(labels.at<int>(y, x))] = true;
    }
  }
  for (int y = 0; y < labels.rows; ++y) {
    for (int x = 0; x < labels.cols; ++x) {
      if (reaches_out[static_cast<std::size_t>(labels.at<int>(y, x))]) {
        around.ink.at<std::uint8_t>(y, x) = 0;
      }
    }
  }
}

/// Where in a window, one sample a module, each glyph is black to its edges.
using BlackModules = std::vector<cv::Point>;
const std::array<BlackModules, e13b_glyph_count>& black_modules() {
  static const auto all = [] {
    constexpr float black = 0.8F;
    std::array<BlackModules, e13b_glyph_count> modules;
    for (std::size_t glyph = 0; glyph < modules.size(); ++glyph) {
      const cv::Mat& picture = standard_templates().picture(glyph);
      for (int y = samples_per_module / 2; y < picture.rows; y += samples_per_module) {
        for (int x = samples_per_module / 2; x < picture.cols; x += samples_per_module) {
          if (picture.at<float>(y, x) >= black) modules[glyph].emplace_back(x, y);
        }
      }
    }
    return modules;
  }();
  return all;
}

/// How much of the glyph's ink is there, 0 to 1.
double coverage_of(const Strip& strip, const Place& place, std::size_t glyph, double paper) {
  const auto corner = window_at(place).tl();
  const auto& modules = black_modules()[glyph];
  double sum = 0;
  for (const auto& module : modules) {
    const double darkness = strip.modules.at<float>(corner + module) - paper;
    sum += std::clamp(darkness / strip.contrast, 0.0, 1.0);
  }
  return sum / static_cast<double>(modules.size());
}

/// The best that any symbol with its right edge in the stretch is covered.
double best_coverage(const Strip& strip, const Stretch& stretch, double paper) {
  constexpr int down_max = samples_per_module + 1;
  double best = 0;
  for (int right = stretch.left; right < stretch.right; ++right) {
    for (int down = -down_max; down <= down_max; ++down) {
      const Place place{.right = right, .top = place_at(strip, right).top + down};
      if (!fits(strip, place)) continue;
      for (std::size_t glyph = 0; glyph < e13b_glyph_count; ++glyph) {
        best = std::max(best, coverage_of(strip, place, glyph, paper));
      }
    }
  }
  return best;
}

}  // namespace

bool has_stray_ink(const Strip& strip, const Stretch& wanted) {
  const auto stretch = clipped(strip, wanted);
  if (is_too_narrow(stretch)) return false;
  const auto [start, ink, paper] = look_around(strip, stretch, 2);
  if (!is_more_than_dirt(inked_samples(strip, stretch, ink, start))) return false;
  const auto row_is_rule = rules_of(ink);
  const auto column_is_rule = upright_rules_of(ink);
  int samples = 0;
  for (int x = stretch.left; x < stretch.right; ++x) {
    if (column_is_rule[static_cast<std::size_t>(x - start)]) continue;
    const auto rows = glyph_rows(strip, x);
    for (int y = rows.start; y < rows.end; ++y) {
      const bool is_ink = ink.at<std::uint8_t>(y, x - start) != 0;
      if (is_ink && !row_is_rule[static_cast<std::size_t>(y)]) ++samples;
    }
  }
  return is_more_than_dirt(samples);
}

double least_coverage(const Strip& strip, std::span<const Judgement> cells) {
  double least = 1;
  for (const auto& cell : cells) {
    if (!cell.is_accepted) continue;
    const auto window = window_at(cell.place);
    const auto paper = look_around(strip, {window.x, window.x + window.width}, 1).paper;
    least = std::min(least, coverage_of(strip, cell.place, cell.glyph, paper));
  }
  return least;
}

bool comes_from_outside(const Strip& strip, const Stretch& wanted) {
  constexpr double pitches_around = 6;
  const auto stretch = clipped(strip, wanted);
  if (is_too_narrow(stretch)) return false;
  auto around = look_around(strip, stretch, pitches_around);
  remove_what_reaches_out(strip, around);
  return !is_more_than_dirt(inked_samples(strip, stretch, around.ink, around.left));
}

bool is_as_light_as_around(const Strip& strip, const Stretch& wanted) {
  constexpr double pitches_around = 8;
  constexpr double dark_share = 0.95;      ///< A glyph's ink is more than the rest of its place.
  constexpr double difference_max = 0.05;  ///< Of the line's contrast.
  constexpr int glyph_reach = 2 * samples_per_module;  ///< Off its rows, with what it smears.
  const auto stretch = clipped(strip, wanted);
  if (is_too_narrow(stretch)) return false;
  const int around = static_cast<int>(pitches_around * pitch_samples);
  const auto wide = clipped(strip, {stretch.left - around, stretch.right + around});
  std::vector<float> inside;
  std::vector<float> outside;
  for (int x = wide.left; x < wide.right; ++x) {
    const auto rows = glyph_rows(strip, x);
    const bool is_asked = x >= stretch.left && x < stretch.right;
    for (int y = 0; y < strip.modules.rows; ++y) {
      const bool is_beside = y < rows.start - glyph_reach || y >= rows.end + glyph_reach;
      const float darkness = strip.modules.at<float>(y, x);
      if (is_beside) outside.push_back(darkness);
      if (is_asked && rows.start <= y && y < rows.end) inside.push_back(darkness);
    }
  }
  if (inside.empty() || outside.empty()) return false;  // A bent line can leave the strip.
  return quantile_of(std::move(inside), dark_share) <=
         quantile_of(std::move(outside), dark_share) + difference_max * strip.contrast;
}

Room room_for_symbol(const Strip& strip, const Stretch& wanted, double coverage) {
  constexpr double share_max = 0.6;
  const auto edges = clipped(strip, wanted);
  if (edges.left >= edges.right) return Room::None;
  const double best = best_coverage(strip, edges, look_around(strip, edges, 2).paper);
  if (best < share_max * coverage) return Room::None;
  return best < coverage ? Room::Some : Room::Covered;
}

}  // namespace lockbox::encode
