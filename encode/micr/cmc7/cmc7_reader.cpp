#include "encode/micr/cmc7/cmc7_reader.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <utility>
#include <vector>

#include "encode/image/around.h"
#include "encode/micr/cmc7/cmc7_bands.h"
#include "encode/micr/cmc7/cmc7_direction.h"
#include "encode/micr/cmc7/cmc7_fit.h"
#include "encode/micr/cmc7/cmc7_locate.h"
#include "encode/micr/cmc7/cmc7_strip.h"

namespace lockbox::encode {
namespace {

constexpr double samples_a_pitch = cmc7_pitch_mm * cmc7_samples_a_mm;
constexpr double unexplained_max = 0.2;  ///< Of an accepted symbol's variance;
constexpr double second_factor = 2;      ///< the best other code leaves so many times as much,
constexpr double second_margin = 0.01;   ///< and this share of the variance more.
constexpr double ink_share_min = 0.3;    ///< Of the line's usual ink; less is an empty position.
constexpr std::size_t symbols_min = 8;

/// One position of the line.
struct Cell {
  std::optional<Cmc7Fit> fit;
  double middle = 0;
};

double usual_ink(const std::vector<Cell>& cells) {
  std::vector<double> inks;
  for (const auto& cell : cells) {
    if (cell.fit) inks.push_back(cell.fit->ink);
  }
  if (inks.empty()) return 0;
  const auto middle = inks.begin() + std::ssize(inks) / 2;
  std::ranges::nth_element(inks, middle);
  return *middle;
}

bool is_sure(const Cmc7Fit& fit) {
  return fit.unexplained <= unexplained_max && fit.second >= second_factor * fit.unexplained &&
         fit.second >= fit.unexplained + second_margin && find_cmc7_glyph(fit.code) != nullptr;
}

/// Fits `count` positions from that sample on, one after the other in the direction of `step`; each
/// is expected where the one before it says.
std::vector<Cell> fit_onwards(const Cmc7Fitter& fitter, const Cmc7Fitter::Sensed& sensed,
                              double from, int count, double step) {
  std::vector<Cell> cells;
  double next = from;
  for (int i = 0; i < count; ++i) {
    Cell cell{.fit = fitter.fit(sensed, next), .middle = next};
    if (cell.fit && is_sure(*cell.fit)) {
      cell.middle = cell.fit->middle;
      next = cell.middle + step;
    } else {
      next = from + (i + 1) * step;
    }
    cells.push_back(cell);
  }
  return cells;
}

/// All positions of the strip, left to right.
std::vector<Cell> fit_cells(const Cmc7Strip& strip, const Cmc7Fitter& fitter) {
  const auto sensed = fitter.sense(strip.profile);
  auto cells = fit_onwards(fitter, sensed, strip.first - samples_a_pitch, strip.positions_before,
                           -samples_a_pitch);
  std::ranges::reverse(cells);
  std::ranges::move(fit_onwards(fitter, sensed, strip.first, strip.positions_from, samples_a_pitch),
                    std::back_inserter(cells));
  return cells;
}

/// The cells of the line: from the row found on in both directions as long as the next sure symbol
/// is near, and what has ink right behind that, where a symbol may stand that is not sure.
std::vector<Cell> cut_to_line(const std::vector<Cell>& cells, int first, int last, double ink_min) {
  constexpr int empty_positions_max = 8;
  const auto size = static_cast<int>(cells.size());
  const auto has_ink = [&](int i) {
    const auto& fit = cells[static_cast<std::size_t>(i)].fit;
    return fit && fit->ink >= ink_min;
  };
  const auto reach = [&](int end, int step) {
    for (int i = end + step; i >= 0 && i < size && std::abs(i - end) <= empty_positions_max;
         i += step) {
      if (has_ink(i) && is_sure(*cells[static_cast<std::size_t>(i)].fit)) end = i;
    }
    while (end + step >= 0 && end + step < size && has_ink(end + step)) end += step;
    return end;
  };
  return {cells.begin() + reach(first, -1), cells.begin() + reach(last, 1) + 1};
}

/// The fits with the spread of strokes that explains most of the line.
std::vector<Cell> fit_best(const Cmc7Strip& strip) {
  static const std::array<Cmc7Fitter, 4> fitters{Cmc7Fitter{0.065}, Cmc7Fitter{0.085},
                                                 Cmc7Fitter{0.11}, Cmc7Fitter{0.14}};
  std::vector<Cell> best;
  double best_rest = std::numeric_limits<double>::max();
  for (const auto& fitter : fitters) {
    auto cells = fit_cells(strip, fitter);
    double rest = 0;
    for (const auto& cell : cells) rest += cell.fit ? cell.fit->unexplained : 1;
    if (rest >= best_rest) continue;
    best_rest = rest;
    best = std::move(cells);
  }
  return best;
}

std::vector<Cmc7Fit> sure_fits(const std::vector<Cell>& cells, double ink_min) {
  std::vector<Cmc7Fit> fits;
  for (const auto& cell : cells) {
    if (cell.fit && cell.fit->ink >= ink_min && is_sure(*cell.fit)) fits.push_back(*cell.fit);
  }
  return fits;
}

MicrRead assemble(const Cmc7Strip& strip, const std::vector<Cell>& cells, double ink_min) {
  MicrRead read;
  read.font = MicrFont::Cmc7;
  read.confidence = 1;
  bool has_gap = false;
  for (const auto& cell : cells) {
    const bool is_empty = !cell.fit || cell.fit->ink < ink_min;
    if (is_empty) {
      has_gap = !read.symbols.empty();
      continue;
    }
    if (std::exchange(has_gap, false)) read.line.raw += ' ';
    const bool sure = is_sure(*cell.fit);
    const std::string symbol(1, sure ? find_cmc7_glyph(cell.fit->code)->symbol : '?');
    const double confidence = 1 - cell.fit->unexplained / cell.fit->second;
    const auto box = cmc7_symbol_box(strip, cell.middle);
    read.box = read.symbols.empty() ? box : around(read.box, box);
    read.symbols.push_back({.symbol = symbol,
                            .confidence = confidence,
                            .box = box,
                            .best = sure ? symbol : std::string{},
                            .second = {}});
    read.line.raw += symbol;
    read.confidence = sure ? std::min(read.confidence, confidence) : 0;
  }
  if (read.line.raw.find('?') != std::string::npos) read.confidence = 0;
  return read;
}

/// The row as it is when the picture is turned by half.
Cmc7Row turned(const Cmc7Row& row) {
  const cv::Point2d up{row.step.y, -row.step.x};
  return {.first = row.first + (row.positions - 1) * row.step + cmc7_height_mm / cmc7_pitch_mm * up,
          .step = -row.step,
          .positions = row.positions};
}

/// A row with its fits.
struct FittedRow {
  Cmc7Strip strip;
  std::vector<Cell> cells;
  double ink_min = 0;
  Cmc7Direction direction = Cmc7Direction::Unknown;
};

FittedRow fit_row(const cv::Mat& pixels, const Cmc7Row& row) {
  FittedRow fitted{.strip = cut_cmc7_strip(pixels, row), .cells = {}};
  const auto cells = fit_best(fitted.strip);
  const int first = fitted.strip.positions_before;
  const int last = std::min(first + row.positions, static_cast<int>(cells.size())) - 1;
  fitted.ink_min = ink_share_min * usual_ink({cells.begin() + first, cells.begin() + last + 1});
  fitted.cells = cut_to_line(cells, first, last, fitted.ink_min);
  const auto fits = sure_fits(fitted.cells, fitted.ink_min);
  if (fits.size() >= symbols_min) fitted.direction = direction_of(fitted.strip, fits);
  return fitted;
}

std::optional<Cmc7Read> read_row(const cv::Mat& pixels, const Cmc7Row& row) {
  auto fitted = fit_row(pixels, row);
  const bool is_upside_down = fitted.direction == Cmc7Direction::UpsideDown;
  if (is_upside_down) fitted = fit_row(pixels, turned(row));
  if (fitted.direction != Cmc7Direction::Upright) return std::nullopt;
  return Cmc7Read{assemble(fitted.strip, fitted.cells, fitted.ink_min), is_upside_down};
}

}  // namespace

std::optional<Cmc7Read> read_cmc7(const GrayImage& image) {
  std::optional<Cmc7Read> best;
  if (image.pixels.empty() || image.pixels.type() != CV_8UC1) return best;
  for (const auto& band : find_stroke_bands(image)) {
    const auto row = locate_cmc7_row(image, band);
    if (!row) continue;
    auto read = read_row(image.pixels, *row);
    const bool is_better = read && (!best || read->micr.symbols.size() > best->micr.symbols.size());
    if (is_better) best = std::move(read);
  }
  return best;
}

}  // namespace lockbox::encode
