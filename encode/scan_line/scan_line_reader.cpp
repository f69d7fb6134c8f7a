#include "encode/scan_line/scan_line_reader.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "encode/image/around.h"
#include "encode/scan_line/scan_line_judge.h"
#include "encode/scan_line/scan_line_locator.h"
#include "encode/scan_line/scan_line_strip.h"

namespace lockbox::encode {
namespace {

constexpr double correlation_of_face_min = 0.7;
constexpr std::ptrdiff_t accepted_min = 6;
constexpr double accepted_share_min = 0.7;
/// The quarter of the characters that is hardest to tell apart has margins up to this.  In the face
/// itself it is above 0.7 even at 100 dots an inch, and below 0.56 in faces that resemble it.
constexpr double margin_of_face_min = 0.62;
constexpr int blank_places_max = 3;               ///< Inside of a line.
constexpr int end_places = blank_places_max + 1;  ///< That show where a line ends.
constexpr int beyond_places_max = 40;

using Cells = std::vector<ScanLineCell>;

/// From the first to the last character of the line.  Ink right beside it may be one more character
/// of it, and so may a mark after some blanks, and what the picture's edge has cut off: all stay in
/// doubt, or a line would look shorter than it is.
Cells line_of(const Cells& cells, double pitch) {
  const auto is_sure = [](const ScanLineCell& cell) { return cell.is_accepted; };
  auto first = std::ranges::find_if(cells, is_sure);
  auto last = std::find_if(cells.rbegin(), cells.rend(), is_sure).base();
  if (first == cells.end()) return {};
  while (first != cells.begin() && !(first - 1)->is_blank) --first;
  while (last != cells.end() && !last->is_blank) ++last;
  const auto has_mark = [](const ScanLineCell& cell) { return cell.has_mark; };
  const auto before = std::min<std::ptrdiff_t>(first - cells.begin(), blank_places_max + 1);
  const auto after = std::min<std::ptrdiff_t>(cells.end() - last, blank_places_max + 1);
  first = std::find_if(first - before, first, has_mark);
  last = std::find_if(std::reverse_iterator{last + after}, std::reverse_iterator{last}, has_mark)
             .base();
  Cells line{first, last};
  if (first == cells.begin()) line.insert(line.begin(), {.middle = first->middle - pitch});
  if (last == cells.end()) line.push_back({.middle = cells.back().middle + pitch});
  return line;
}

/// Straightens the line with so many places beyond its marks that it has come to an end.
ScanLineStrip straighten_whole_line(const GrayImage& image, const ScanLineGuess& guess) {
  constexpr int step = 2 * end_places;
  PlacesBeyond beyond{.left = end_places, .right = end_places};
  std::size_t places_before = 0;
  while (true) {
    auto strip = straighten_line(image, guess, beyond);
    // No more places than before: the picture ends here.
    if (strip.cells.size() == places_before) return strip;
    places_before = strip.cells.size();
    const auto has_mark = [&strip](double cell) { return has_mark_at(strip, cell); };
    const auto goes_on = [&](auto begin, auto end) {
      const auto places = std::min<std::ptrdiff_t>(end - begin, end_places);
      return std::any_of(begin, begin + places, has_mark);
    };
    const auto& cells = strip.cells;
    const bool on_left = beyond.left < beyond_places_max && goes_on(cells.begin(), cells.end());
    const bool on_right = beyond.right < beyond_places_max && goes_on(cells.rbegin(), cells.rend());
    if (!on_left && !on_right) return strip;
    if (on_left) beyond.left += step;
    if (on_right) beyond.right += step;
  }
}

bool is_line(const Cells& cells) {
  const auto accepted = std::ranges::count_if(cells, &ScanLineCell::is_accepted);
  std::vector<double> margins;
  for (const auto& cell : cells) {
    if (!cell.is_blank) margins.push_back(cell.margin);
  }
  if (accepted < accepted_min ||
      static_cast<double>(accepted) < accepted_share_min * static_cast<double>(margins.size())) {
    return false;
  }
  const auto quarter = margins.begin() + static_cast<std::ptrdiff_t>(margins.size() / 4);
  std::ranges::nth_element(margins, quarter);
  return *quarter >= margin_of_face_min;
}

ScanLineRead spell(const ScanLineStrip& strip, const OcrFace& face, const Cells& cells) {
  ScanLineRead read;
  read.font = face.font;
  read.confidence = 1;
  for (const auto& cell : cells) {
    if (cell.is_blank) {
      read.text += ' ';
      continue;
    }
    // A place that was compared with no glyph, as at the picture's edge, has no candidates.
    const auto candidate = [&](std::size_t glyph) {
      return cell.correlation > 0 ? std::string{face.glyphs[glyph].symbol} : std::string{};
    };
    const auto best = candidate(cell.glyph);
    ScanSymbol symbol{.symbol = cell.is_accepted ? best : "?",
                      .second = candidate(cell.second),
                      .confidence = cell.confidence(),
                      .box = cell_box(strip, cell.middle),
                      .best = best};
    read.text += symbol.symbol;
    read.confidence = std::min(read.confidence, cell.is_accepted ? symbol.confidence : 0);
    read.box = read.symbols.empty() ? symbol.box : around(read.box, symbol.box);
    read.symbols.push_back(std::move(symbol));
  }
  return read;
}

FittingTemplates fitting_templates(const ScanLineStrip& strip) {
  const auto a = choose_templates(strip, OcrFont::A);
  const auto b = choose_templates(strip, OcrFont::B);
  return a.correlation > b.correlation ? a : b;
}

std::optional<ScanLineRead> read_strip(const ScanLineStrip& strip,
                                       const FittingTemplates& fitting) {
  if (fitting.correlation < correlation_of_face_min) return std::nullopt;
  const auto cells = line_of(judge_cells(strip, *fitting.templates), strip.pitch);
  if (!is_line(cells)) return std::nullopt;
  return spell(strip, fitting.templates->face(), cells);
}

/// Reads the line the way up that it can be read.  Some digits turned round are digits, so a line
/// that could be either way up is no read.
std::optional<ScanLineRead> read_guess(const GrayImage& image, const ScanLineGuess& guess) {
  constexpr double beyond_doubt = 0.92;
  const auto strip = straighten_whole_line(image, guess);
  const auto fitting = fitting_templates(strip);
  auto upright = read_strip(strip, fitting);
  if (upright && fitting.correlation >= beyond_doubt) return upright;
  const auto turned_strip = turned_round(strip);
  auto turned = read_strip(turned_strip, fitting_templates(turned_strip));
  if (upright && turned) return std::nullopt;
  return upright ? std::move(upright) : std::move(turned);
}

bool share_rows(const Box& one, const Box& other) {
  return one.y < other.y + other.height && other.y < one.y + one.height;
}

/// Specks of a noisy picture tear marks apart and join them; smoothing helps, and blurs.  The
/// caller's pixels stay as they are.
GrayImage slightly_smoothed(const GrayImage& image, const cv::Rect& area) {
  GrayImage smooth{.pixels = image.pixels.clone(), .dpi_x = image.dpi_x, .dpi_y = image.dpi_y};
  cv::GaussianBlur(image.pixels(area), smooth.pixels(area), {5, 5}, 1.2);
  return smooth;
}

std::vector<ScanLineRead> read_lines_in(const GrayImage& image, const cv::Rect& area) {
  std::vector<ScanLineRead> reads;
  for (const auto& guess : locate_scan_lines(image, area)) {
    auto read = read_guess(image, guess);
    const auto is_same = [&read](const ScanLineRead& known) {
      return share_rows(known.box, read->box);
    };
    if (!read || std::ranges::any_of(reads, is_same)) continue;
    reads.push_back(*std::move(read));
  }
  return reads;
}

}  // namespace

std::vector<ScanLineRead> read_scan_lines(const GrayImage& image, const cv::Rect& area) {
  const cv::Rect inside = area & cv::Rect{{}, image.pixels.size()};
  if (inside.empty()) return {};
  auto reads = read_lines_in(image, inside);
  if (reads.empty()) reads = read_lines_in(slightly_smoothed(image, inside), inside);
  return reads;
}

}  // namespace lockbox::encode
