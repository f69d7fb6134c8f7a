#include "encode/micr/cmc7/cmc7_direction.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/core.hpp>

namespace lockbox::encode {
namespace {

constexpr double alike_min = 0.3;   ///< Mean correlation with the shapes of the right way up, and
constexpr double margin_min = 0.1;  ///< by how much it is above that of the other way up.

/// More alike than this both ways up, a symbol tells nothing.
constexpr double alike_both_ways_max = 0.6;
constexpr int telling_symbols_min = 3;

constexpr std::size_t cells = cmc7_strokes * cmc7_shape_rows;
using Cells = std::array<double, cells>;

Cells cells_of(const Cmc7Strip& strip, const Cmc7Fit& fit) {
  Cells seen{};
  const auto places = stroke_places_mm(fit.code);
  const double row_height = static_cast<double>(strip.darkness.rows) / cmc7_shape_rows;
  for (std::size_t i = 0; i < cells; ++i) {
    const std::size_t row = i / cmc7_strokes;
    const double middle = fit.middle + places.at(i % cmc7_strokes) * cmc7_samples_a_mm;
    const auto x = static_cast<int>(std::lround(middle));
    const cv::Rect cell{x - 1, static_cast<int>(static_cast<double>(row) * row_height), 3,
                        static_cast<int>(row_height)};
    seen.at(i) = cv::mean(strip.darkness(cell))[0];
  }
  return seen;
}

Cells cells_of(const Cmc7Glyph& glyph) {
  Cells printed{};
  for (std::size_t i = 0; i < cells; ++i) {
    printed.at(i) = glyph.shape.at(i / cmc7_strokes).at(i % cmc7_strokes) == '#' ? 1 : 0;
  }
  return printed;
}

double correlation(const Cells& one, const Cells& other) {
  const auto mean = [](const Cells& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(cells);
  };
  const double mean_one = mean(one), mean_other = mean(other);
  double both = 0, only_one = 0, only_other = 0;
  for (std::size_t i = 0; i < cells; ++i) {
    both += (one.at(i) - mean_one) * (other.at(i) - mean_other);
    only_one += (one.at(i) - mean_one) * (one.at(i) - mean_one);
    only_other += (other.at(i) - mean_other) * (other.at(i) - mean_other);
  }
  const double scale = std::sqrt(only_one * only_other);
  return scale > 0 ? both / scale : 0;
}

}  // namespace

Cmc7Direction direction_of(const Cmc7Strip& strip, std::span<const Cmc7Fit> fits) {
  double upright = 0, upside_down = 0;
  int count = 0;
  for (const auto& fit : fits) {
    const auto* const glyph = find_cmc7_glyph(fit.code);
    const auto* const turned = find_cmc7_glyph(turned_round(fit.code));
    if (glyph == nullptr || turned == nullptr) continue;
    if (!glyph->is_as_printed && !turned->is_as_printed) continue;
    const auto shape = cells_of(*glyph);
    auto other = cells_of(*turned);
    std::ranges::reverse(other);
    if (correlation(shape, other) > alike_both_ways_max) continue;
    const auto seen = cells_of(strip, fit);
    if (glyph->is_as_printed) upright += correlation(seen, shape);
    if (turned->is_as_printed) upside_down += correlation(seen, other);
    ++count;
  }
  if (count < telling_symbols_min) return Cmc7Direction::Unknown;
  upright /= count;
  upside_down /= count;
  if (upright >= alike_min && upright - upside_down >= margin_min) return Cmc7Direction::Upright;
  const bool is_turned = upside_down >= alike_min && upside_down - upright >= margin_min;
  return is_turned ? Cmc7Direction::UpsideDown : Cmc7Direction::Unknown;
}

}  // namespace lockbox::encode
