#include "encode/page_resolution.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

#include <opencv2/core/types.hpp>

#include "encode/image/quantile.h"
#include "encode/micr/e13b_glyphs.h"
#include "encode/page_on_side.h"

namespace lockbox::encode {
namespace {

/// How many dots make an inch along and across the picture.
using Density = cv::Size2d;

/// More is no error of printing or measuring.
constexpr double doubt_ratio = 1.125;

bool is_alike(double one, double other, double ratio) {
  return one < other * ratio && other < one * ratio;
}

bool is_upright_line(std::span<const SymbolRead> symbols) {
  const auto direction = direction_of(symbols);
  return direction == ReadingDirection::Down || direction == ReadingDirection::Up;
}

/// The height of the symbols, were the line level; boxes of leaning symbols hold some of the width.
double height_px(const MicrRead& line, double skew_degrees) {
  const bool is_on_side = is_upright_line(line.symbols);
  constexpr double width_to_height = 0.7;
  std::vector<double> heights;
  heights.reserve(line.symbols.size());
  for (const auto& symbol : line.symbols) {
    heights.push_back(is_on_side ? symbol.box.width : symbol.box.height);
  }
  constexpr double quarter_degrees = 90;
  const double radians = std::remainder(skew_degrees, quarter_degrees) * std::numbers::pi / 180;
  return median_of(std::move(heights)) /
         (std::cos(radians) + width_to_height * std::abs(std::sin(radians)));
}

/// Scanners offer few resolutions; an estimate beside one of them is that one.
double as_scanners_have(double dpi) {
  constexpr std::array offered{100.0, 120.0, 150.0, 200.0, 240.0, 300.0, 400.0, 600.0};
  constexpr double beside_ratio = 1.025;
  const auto* const found = std::ranges::find_if(
      offered, [dpi](double known) { return is_alike(dpi, known, beside_ratio); });
  return found == offered.end() ? dpi : *found;
}

/// By the line, when both its pitch and the height of its symbols say the same; `shape` is how the
/// pixels are said to be, in equal units when nothing is said.
std::optional<Density> density_of_line(const PageRead& page, const Density& shape) {
  if (!page.micr || page.micr->font != MicrFont::E13b) return std::nullopt;
  const double by_pitch = pitch_px(page.micr->symbols) / e13b_pitch_inch;
  if (by_pitch <= 0) return std::nullopt;
  const bool is_on_side = is_upright_line(page.micr->symbols);
  const double along = is_on_side ? shape.height : shape.width;
  const double across = is_on_side ? shape.width : shape.height;
  const double by_height = height_px(*page.micr, page.skew_degrees) /
                           (e13b_height_modules * e13b_module_inch) * along / across;
  if (!is_alike(by_pitch, by_height, doubt_ratio)) return std::nullopt;
  const double dpi = as_scanners_have(by_pitch) / along;
  return Density{dpi * shape.width, dpi * shape.height};
}

struct Range {
  double least = 0;
  double most = 0;
  [[nodiscard]] bool holds(double value) const { return value >= least && value <= most; }
};
// ANSI X9.100-160-1, and a tenth of an inch for how it is cut.
constexpr Range check_width_in{5.9, 8.85};
constexpr Range check_height_in{2.65, 3.77};

bool is_check(const cv::Size& pixels, const Density& density) {
  return check_width_in.holds(pixels.width / density.width) &&
         check_height_in.holds(pixels.height / density.height);
}

bool is_letter(const cv::Size& pixels, const Density& density) {
  constexpr Range width_in{8, 8.8};
  constexpr Range height_in{10.5, 14.3};
  return width_in.holds(pixels.width / density.width) &&
         height_in.holds(pixels.height / density.height);
}

/// The one resolution that makes of the picture a check of a size that is sold; else the one that
/// makes it any size that a check may have.
std::optional<Density> density_of_paper(const cv::Size& pixels) {
  static constexpr std::array offered{100.0, 150.0, 200.0, 240.0, 300.0, 400.0, 600.0};
  // United States: personal, business, and the highest; India: CTS-2010.
  const std::array sold{cv::Size2d{6, 2.75}, cv::Size2d{8.5, 3.5}, cv::Size2d{8.5, 11.0 / 3},
                        cv::Size2d{7.95, 3.62}};
  constexpr double cut_ratio = 1.01;
  const auto is_sold = [&](double dpi) {
    return std::ranges::any_of(sold, [&](const cv::Size2d& paper) {
      return is_alike(pixels.width / dpi, paper.width, cut_ratio) &&
             is_alike(pixels.height / dpi, paper.height, cut_ratio);
    });
  };
  const auto is_any = [&](double dpi) { return is_check(pixels, {dpi, dpi}); };
  const auto only = [](const auto& fits) -> std::optional<Density> {
    if (std::ranges::count_if(offered, fits) != 1) return std::nullopt;
    const double dpi = *std::ranges::find_if(offered, fits);
    return Density{dpi, dpi};
  };
  const auto exact = only(is_sold);
  return exact ? exact : only(is_any);
}

/// Exif 2.3 has 72 written where nothing is known, and screens are said to have 96.
bool is_said_by_habit(const Density& density) {
  constexpr std::array habits{72.0, 96.0};
  return density.width == density.height && std::ranges::count(habits, density.width) > 0;
}

}  // namespace

double pitch_px(std::span<const SymbolRead> symbols) {
  constexpr std::size_t symbols_min = 8;
  constexpr double neighbour_ratio = 1.3;
  if (symbols.size() < symbols_min) return 0;
  // Symbols are spaced by their right edges, which lie elsewhere on a picture that is turned.
  const auto direction = direction_of(symbols);
  const auto edge = [direction](const Box& box) -> cv::Point2d {
    switch (direction) {
      case ReadingDirection::Right:
        return {box.x + static_cast<double>(box.width), box.y + box.height / 2.0};
      case ReadingDirection::Left:
        return {static_cast<double>(box.x), box.y + box.height / 2.0};
      case ReadingDirection::Down:
        return {box.x + box.width / 2.0, box.y + static_cast<double>(box.height)};
      case ReadingDirection::Up:
        return {box.x + box.width / 2.0, static_cast<double>(box.y)};
    }
    return {};
  };
  std::vector<double> steps;
  for (std::size_t i = 1; i < symbols.size(); ++i) {
    const auto step = edge(symbols[i].box) - edge(symbols[i - 1].box);
    steps.push_back(std::hypot(step.x, step.y));
  }
  // Boxes end at whole pixels, so that one step tells little; those over blanks tell nothing.
  const double middle = median_of(steps);
  double sum = 0;
  double count = 0;
  for (const double step : steps) {
    if (!is_alike(step, middle, neighbour_ratio)) continue;
    sum += step;
    ++count;
  }
  return count > 0 ? sum / count : 0;
}

std::optional<PageResolution> find_resolution(const GrayImage& scan, const PageRead& page) {
  const bool is_said = scan.dpi_x > 0 && scan.dpi_y > 0;
  const Density said = is_said ? Density{scan.dpi_x, scan.dpi_y} : Density{1, 1};
  const PageResolution tag{said.width, said.height, ResolutionSource::Tag};
  if (const auto line = density_of_line(page, said)) {
    if (is_said && is_alike(line->width, said.width, doubt_ratio)) return tag;
    return PageResolution{line->width, line->height, ResolutionSource::MicrLine};
  }
  const auto pixels = scan.pixels.size();
  const bool is_believed =
      is_said && (!is_said_by_habit(said) || is_check(pixels, said) || is_letter(pixels, said));
  if (is_believed) return tag;
  const auto paper = density_of_paper(pixels);
  if (!paper) return std::nullopt;
  return PageResolution{paper->width, paper->height, ResolutionSource::PaperSize};
}

}  // namespace lockbox::encode
