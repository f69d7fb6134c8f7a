#include "encode/scan_line/scan_line_judge.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <opencv2/imgproc.hpp>

#include "encode/image/quantile.h"

namespace lockbox::encode {
namespace {

constexpr double correlation_min = 0.75;
constexpr double margin_min = 0.5;
constexpr double residual_max = 0.6;
constexpr double below_line_max = 0.12;  ///< Of the correlation, against the line's median.
constexpr int stroke_samples = 4;
/// So many samples darker than half of the ink are more than dirt.
constexpr int blank_samples_max = 5;
constexpr double ink_level = 0.4;
constexpr int mark_samples_min = digit_samples * 6 / 10;
constexpr std::size_t cells_to_choose_by = 8;

/// The part of `rows` that belongs to one place alone.
cv::Mat own_part(const ScanLineStrip& strip, double cell, const cv::Range& rows) {
  const double half = std::min(strip.pitch, static_cast<double>(digit_samples)) * 0.42;
  const cv::Range columns{
      std::max(static_cast<int>(std::lround(cell - half)), 0),
      std::min(static_cast<int>(std::lround(cell + half)), strip.darkness.cols)};
  if (columns.start >= columns.end) return {};
  return strip.darkness(rows, columns);
}

/// The rows of the characters and a little more, for a line that bends.
constexpr int rows_beside = strip_rows_beside - 2;
const cv::Range line_rows{rows_beside, strip_rows - rows_beside};

bool is_dark(const cv::Mat& part) {
  return cv::mean(part)[0] > ink_level;
}

/// The best correlation of every glyph over the shifts that were tried.
class Search {
 public:
  Search(const ScanLineStrip& strip, const OcrTemplates& templates)
      : strip_{strip}, templates_{templates}, best_(templates.face().glyphs.size(), 0) {}

  /// Tries the places around `middle`, in steps of `step`.
  void around(const WindowPlace& middle, int step) {
    for (const int down : {-step, 0, step}) {
      for (const int across : {-step, 0, step}) {
        const WindowPlace place{middle.x + across, middle.y + down};
        if (window_fits(strip_, place)) at(place);
      }
    }
  }

  [[nodiscard]] const std::vector<float>& best() const { return best_; }
  [[nodiscard]] WindowPlace place() const { return place_; }
  [[nodiscard]] float correlation() const { return correlation_; }
  [[nodiscard]] std::size_t glyph() const { return glyph_; }

 private:
  void at(const WindowPlace& place) {
    const auto scores = templates_.correlate(strip_.darkness, place);
    for (std::size_t glyph = 0; glyph < scores.size(); ++glyph) {
      best_[glyph] = std::max(best_[glyph], scores[glyph]);
      if (scores[glyph] <= correlation_) continue;
      correlation_ = scores[glyph];
      glyph_ = glyph;
      place_ = place;
    }
  }

  const ScanLineStrip& strip_;
  const OcrTemplates& templates_;
  std::vector<float> best_;
  WindowPlace place_;
  float correlation_ = 0;
  std::size_t glyph_ = 0;
};

/// Fits paper and ink to the template and gives the worst mean error over a stroke-sized square.
double worst_residual(const cv::Mat& window, const cv::Mat& picture) {
  const cv::Mat ink = picture - cv::mean(picture);
  const double strength = ink.dot(window) / ink.dot(ink);
  if (strength <= 0) return 1;
  cv::Mat error = (window - cv::mean(window)) / strength - ink;
  cv::blur(error, error, {stroke_samples, stroke_samples});
  double low = 0;
  double high = 0;
  cv::minMaxLoc(error, &low, &high);
  return std::max(-low, high);
}

/// Sets the least lead over another glyph, as a share of the lead that the perfect glyph has.
void set_margin(const OcrTemplates& templates, const std::vector<float>& best, ScanLineCell& cell) {
  cell.margin = 1;
  cell.second = cell.glyph;
  for (std::size_t other = 0; other < best.size(); ++other) {
    if (other == cell.glyph) continue;
    const double perfect = 1 - templates.likeness(cell.glyph, other);
    const double lead = (best[cell.glyph] - best[other]) / perfect;
    if (lead >= cell.margin) continue;
    cell.margin = lead;
    cell.second = other;
  }
}

ScanLineCell judge(const ScanLineStrip& strip, double middle, const OcrTemplates& templates) {
  ScanLineCell cell;
  cell.middle = middle;
  cell.is_blank = is_blank_at(strip, middle);
  if (cell.is_blank) return cell;
  cell.has_mark = has_mark_at(strip, middle);
  constexpr int coarse = 2;
  Search search{strip, templates};
  search.around(window_at_cell(middle), coarse);
  if (search.correlation() <= 0) return cell;
  search.around(search.place(), 1);
  cell.place = search.place();
  cell.glyph = search.glyph();
  cell.correlation = search.correlation();
  set_margin(templates, search.best(), cell);
  cell.residual =
      worst_residual(strip.darkness({cell.place, cv::Size{window_columns, window_rows_high}}),
                     templates.picture(cell.glyph));
  return cell;
}

void accept(std::vector<ScanLineCell>& cells) {
  std::vector<double> correlations;
  for (const auto& cell : cells) {
    if (cell.correlation >= correlation_min) correlations.push_back(cell.correlation);
  }
  if (correlations.empty()) return;
  const double least =
      std::max(correlation_min, median_of(std::move(correlations)) - below_line_max);
  for (auto& cell : cells) {
    cell.is_accepted = !cell.is_blank && cell.correlation >= least && cell.margin >= margin_min &&
                       cell.residual <= residual_max;
  }
}

}  // namespace

bool is_blank_at(const ScanLineStrip& strip, double cell) {
  const auto part = own_part(strip, cell, line_rows);
  return part.empty() || cv::countNonZero(part > ink_level) <= blank_samples_max;
}

bool has_mark_at(const ScanLineStrip& strip, double cell) {
  const auto part = own_part(strip, cell, line_rows);
  if (part.empty()) return false;
  cv::Mat darkest;
  cv::reduce(part, darkest, 1, cv::REDUCE_MAX);
  if (cv::countNonZero(darkest > ink_level) < mark_samples_min) return false;
  // What goes on above and below is no character: the dark beside a page, the frame of a box.
  return !is_dark(own_part(strip, cell, {0, rows_beside / 2})) ||
         !is_dark(own_part(strip, cell, {strip_rows - rows_beside / 2, strip_rows}));
}

double ScanLineCell::confidence() const {
  return std::clamp(correlation, 0.0, 1.0) * std::clamp(margin, 0.0, 1.0);
}

FittingTemplates choose_templates(const ScanLineStrip& strip, OcrFont font) {
  const auto all = ocr_templates(font);
  std::vector<double> inked;
  for (const double cell : strip.cells) {
    if (!is_blank_at(strip, cell)) inked.push_back(cell);
  }
  const std::size_t stride = std::max<std::size_t>(inked.size() / cells_to_choose_by, 1);
  std::vector<WindowPlace> places;
  for (std::size_t i = stride / 2; i < inked.size(); i += stride) {
    Search search{strip, all.front()};
    search.around(window_at_cell(inked[i]), 2);
    if (search.correlation() > 0) places.push_back(search.place());
  }
  FittingTemplates best;
  if (places.empty()) return best;
  for (const auto& templates : all) {
    std::vector<double> fits;
    fits.reserve(places.size());
    for (const auto& place : places) {
      fits.push_back(std::ranges::max(templates.correlate(strip.darkness, place)));
    }
    // Dirt and the dark beside the page are among the places, and say nothing of the face.
    std::ranges::sort(fits, std::ranges::greater{});
    fits.resize(std::max<std::size_t>(fits.size() * 2 / 3, 1));
    const double mean =
        std::accumulate(fits.begin(), fits.end(), 0.0) / static_cast<double>(fits.size());
    if (mean > best.correlation) best = {&templates, mean};
  }
  return best;
}

std::vector<ScanLineCell> judge_cells(const ScanLineStrip& strip, const OcrTemplates& templates) {
  std::vector<ScanLineCell> cells;
  cells.reserve(strip.cells.size());
  for (const double middle : strip.cells) cells.push_back(judge(strip, middle, templates));
  accept(cells);
  return cells;
}

}  // namespace lockbox::encode
