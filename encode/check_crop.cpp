#include "encode/check_crop.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/core.hpp>

#include "encode/image/quantile.h"
#include "encode/micr/e13b_glyphs.h"

namespace lockbox::encode {
namespace {

constexpr double check_height_inches = 3.5;
constexpr double line_above_edge_inches = 5.0 / 16;
/// The highest check is 3.67 inches; a picture may have some of the track around it.
constexpr double sheet_height_inches_min = 4.2;
constexpr double upright_degrees_max = 90;

/// From one right edge to the next along the line; most symbols have a neighbour at one pitch.
double pitch_of(std::span<const SymbolRead> symbols) {
  std::vector<double> steps;
  for (std::size_t i = 1; i < symbols.size(); ++i) {
    const auto& one = symbols[i - 1].box;
    const auto& next = symbols[i].box;
    steps.push_back(std::hypot(next.x + next.width - one.x - one.width, next.y - one.y));
  }
  return median_of(std::move(steps));
}

double middle_of(std::span<const SymbolRead> symbols) {
  std::vector<double> middles;
  middles.reserve(symbols.size());
  for (const auto& symbol : symbols) middles.push_back(symbol.box.y + symbol.box.height / 2.0);
  return median_of(std::move(middles));
}

}  // namespace

std::optional<Box> check_on_sheet(std::span<const SymbolRead> line, cv::Size picture) {
  constexpr std::size_t symbols_min = 8;
  if (line.size() < symbols_min) return std::nullopt;
  const double inch = pitch_of(line) / e13b_pitch_inch;
  if (inch <= 0 || picture.height < sheet_height_inches_min * inch) return std::nullopt;
  const bool is_upside_down = line.front().box.x > line.back().box.x;
  const double down = is_upside_down ? -inch : inch;
  const double lower = middle_of(line) + line_above_edge_inches * down;
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
  GrayImage check = scan;
  if (!page.micr) return check;
  if (const auto box = place_on_sheet(page, scan.pixels.size())) {
    check.pixels = scan.pixels({box->x, box->y, box->width, box->height}).clone();
  }
  if (std::abs(page.skew_degrees) < upright_degrees_max) return check;
  cv::Mat turned;
  cv::rotate(check.pixels, turned, cv::ROTATE_180);
  check.pixels = turned;
  return check;
}

}  // namespace lockbox::encode
