#include "encode/postal/postal_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "encode/image/ink_mask.h"
#include "encode/postal/postal_locate.h"

namespace lockbox::encode {
namespace {

constexpr double step_inch_min = 0.025;   ///< Between long and short ends; nominal 0.047 and more.
constexpr double spread_inch_max = 0.02;  ///< Of ends that all stand on one line.
constexpr double doubt_share = 0.3;       ///< Of the step: no end may be further from its line.
constexpr double slope_step = 0.001;
constexpr int slope_steps = 60;  ///< Either way; three and a half degrees.

/// The ends of all bars on one side, parted in two groups.
struct Ends {
  double upper = 0;     ///< Mean of the group that lies higher on the picture,
  double lower = 0;     ///< and of the other.
  double scatter = 0;   ///< Sum of the squared distances from the own group's mean.
  double farthest = 0;  ///< The greatest of these distances.
  double spread = 0;    ///< From the highest end to the lowest.
};

Ends part(const std::vector<double>& ends) {
  auto sorted = ends;
  std::ranges::sort(sorted);
  const auto mean = [&sorted](std::size_t from, std::size_t to) {
    double sum = 0;
    for (std::size_t i = from; i < to; ++i) sum += sorted[i];
    return sum / static_cast<double>(to - from);
  };
  Ends best{.scatter = std::numeric_limits<double>::max()};
  for (std::size_t split = 1; split < sorted.size(); ++split) {
    Ends parted{.upper = mean(0, split), .lower = mean(split, sorted.size())};
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      const double off = std::abs(sorted[i] - (i < split ? parted.upper : parted.lower));
      parted.scatter += off * off;
      parted.farthest = std::max(parted.farthest, off);
    }
    if (parted.scatter < best.scatter) best = parted;
  }
  best.spread = sorted.back() - sorted.front();
  return best;
}

/// The upper and the lower ends of a row, levelled.
struct LevelledRow {
  std::vector<double> tops;
  std::vector<double> bottoms;
  Ends upper_ends;
  Ends lower_ends;
};

LevelledRow levelled(const std::vector<InkedBar>& bars, double slope) {
  LevelledRow row;
  for (const auto& bar : bars) {
    row.tops.push_back(bar.top - slope * (bar.x - bars.front().x));
    row.bottoms.push_back(bar.bottom - slope * (bar.x - bars.front().x));
  }
  row.upper_ends = part(row.tops);
  row.lower_ends = part(row.bottoms);
  return row;
}

/// The row at the slope at which its ends lie nearest to two lines above and two below.
LevelledRow level(const std::vector<InkedBar>& bars) {
  LevelledRow best;
  double least = std::numeric_limits<double>::max();
  for (int step = -slope_steps; step <= slope_steps; ++step) {
    auto row = levelled(bars, step * slope_step);
    const double scatter = row.upper_ends.scatter + row.lower_ends.scatter;
    if (scatter >= least) continue;
    least = scatter;
    best = std::move(row);
  }
  return best;
}

bool has_two_lines(const Ends& ends, double dpi) {
  const double step = ends.lower - ends.upper;
  return step >= step_inch_min * dpi && ends.farthest <= doubt_share * step;
}

bool has_one_line(const Ends& ends, double dpi) {
  return ends.spread <= spread_inch_max * dpi;
}

bool is_upper(double end, const Ends& ends) {
  return end < (ends.upper + ends.lower) / 2;
}

std::optional<PostalRead> read_intelligent_mail(const LevelledRow& row) {
  PostalBars bars;
  for (std::size_t i = 0; i < row.tops.size(); ++i) {
    const bool up = is_upper(row.tops[i], row.upper_ends);
    const bool down = !is_upper(row.bottoms[i], row.lower_ends);
    bars.push_back(static_cast<PostalBar>((down ? 1 : 0) + (up ? 2 : 0)));
  }
  auto digits = decode_intelligent_mail(bars);
  if (!digits) digits = decode_intelligent_mail(turned_round(bars));
  if (!digits) return std::nullopt;
  return PostalRead{
      .digits = *std::move(digits), .format = PostalFormat::IntelligentMail, .box = {}};
}

/// Tall and short bars stand on one line; upside down they hang from it.
std::optional<PostalRead> read_postnet(const LevelledRow& row, bool is_upright) {
  PostalBars bars;
  for (std::size_t i = 0; i < row.tops.size(); ++i) {
    const bool is_tall = is_upright ? is_upper(row.tops[i], row.upper_ends)
                                    : !is_upper(row.bottoms[i], row.lower_ends);
    bars.push_back(is_tall ? PostalBar::Full : PostalBar::Descender);
  }
  if (!is_upright) std::ranges::reverse(bars);
  auto digits = decode_postnet(bars);
  if (!digits) return std::nullopt;
  return PostalRead{.digits = *std::move(digits), .format = PostalFormat::Postnet, .box = {}};
}

std::optional<PostalRead> read_row(const std::vector<InkedBar>& bars, double dpi) {
  const auto row = level(bars);
  const bool tops_differ = has_two_lines(row.upper_ends, dpi);
  const bool bottoms_differ = has_two_lines(row.lower_ends, dpi);
  if (tops_differ && bottoms_differ) return read_intelligent_mail(row);
  if (tops_differ && has_one_line(row.lower_ends, dpi)) return read_postnet(row, true);
  if (bottoms_differ && has_one_line(row.upper_ends, dpi)) return read_postnet(row, false);
  return std::nullopt;
}

Box box_around(const std::vector<InkedBar>& bars) {
  const auto top = std::ranges::min(bars, {}, &InkedBar::top).top;
  const auto bottom = std::ranges::max(bars, {}, &InkedBar::bottom).bottom;
  return {.x = static_cast<int>(bars.front().x),
          .y = static_cast<int>(top),
          .width = static_cast<int>(bars.back().x - bars.front().x) + 1,
          .height = static_cast<int>(bottom - top)};
}

}  // namespace

std::vector<PostalRead> read_postal_codes(const GrayImage& image) {
  std::vector<PostalRead> reads;
  if (image.pixels.empty() || image.pixels.type() != CV_8UC1) return reads;
  for (const auto& bars : locate_postal_rows(image)) {
    auto read = read_row(bars, working_dpi(image));
    if (!read) continue;
    read->box = box_around(bars);
    reads.push_back(*std::move(read));
  }
  return reads;
}

}  // namespace lockbox::encode
