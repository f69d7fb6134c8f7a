#include "encode/micr/e13b_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>
#include <span>

#include "encode/image/gray_histogram.h"
#include "encode/micr/e13b_assemble.h"
#include "encode/micr/e13b_cells.h"
#include "encode/micr/e13b_judge.h"
#include "encode/micr/e13b_locate.h"
#include "encode/micr/e13b_perspective.h"
#include "encode/micr/e13b_streaks.h"
#include "encode/micr/e13b_strip.h"

namespace lockbox::encode {
namespace {

/// How well the mark fits the glyph that it is most like, if it is one at all.
float likeness_of(const cv::Mat& pixels, const LineGuess& guess, const LineMark& mark) {
  const cv::Point corner = corner_of(guess, mark);
  const cv::Rect window = window_at({.right = corner.x, .top = corner.y});
  const Strip strip = straighten_part(
      pixels, guess, {window.x - shift_max, window.y, window.width + 2 * shift_max, window.height});
  constexpr int right = window_width - window_margin + shift_max;
  constexpr std::array places{Place{right - shift_max, window_margin}, Place{right, window_margin},
                              Place{right + shift_max, window_margin}};
  std::array<Comparison, places.size()> found;
  standard_templates().compare_modules(strip, places, found);
  return std::max({found[0].best(), found[1].best(), found[2].best()});
}

/// Whether a quarter of the marks that made the guess look like E-13B, as they do on the poorest
/// line that was ever read; a look at a dozen saves the search of lines in other types.
bool looks_like_e13b(const cv::Mat& pixels, const LineGuess& guess) {
  constexpr float likeness_min = 0.7F;
  constexpr std::size_t marks_asked = 12;
  const std::size_t step = 1 + (guess.chain.size() - 1) / marks_asked;
  int asked = 0;
  int alike = 0;
  for (std::size_t i = 0; i < guess.chain.size(); i += step, ++asked) {
    if (likeness_of(pixels, guess, guess.chain[i]) >= likeness_min) ++alike;
  }
  return 4 * alike >= asked;
}

/// Whether the cells fit as the glyphs of a line do, if not all then a quarter of them.
bool fit_as_a_line(const std::vector<Judgement>& cells) {
  constexpr double median_min = 0.75;
  constexpr double best_quarter_min = 0.80;
  std::vector<double> fits;
  fits.reserve(cells.size());
  for (const auto& cell : cells) fits.push_back(cell.correlation);
  std::ranges::sort(fits);
  return fits[fits.size() / 2] >= median_min || fits[fits.size() * 3 / 4] >= best_quarter_min;
}

/// Asks the network about a few cells: whether it knows glyphs in some of them that the shapes name
/// too, as on a line that a streak runs through.
bool knows_some(const Strip& strip, std::span<Judgement> cells) {
  constexpr std::size_t cells_asked = 6;
  constexpr int known_min = 2;
  constexpr float chance_min = 0.9F;
  const std::size_t step = 1 + (cells.size() - 1) / cells_asked;
  int known = 0;
  for (std::size_t i = step / 2; i < cells.size(); i += step) {
    ask_network(strip, cells[i]);
    if (cells[i].chances[cells[i].glyph] >= chance_min) ++known;
  }
  return known >= known_min;
}

std::optional<MicrRead> read_line(const cv::Mat& pixels, const LineGuess& guess,
                                  const LineDemands& demands) {
  if (!looks_like_e13b(pixels, guess)) return std::nullopt;
  const Strip strip = straighten(pixels, guess);
  const auto places = find_cells(strip);
  if (places.empty()) return std::nullopt;
  const TemplateSet& templates = choose_rendering(strip, places);
  std::vector<Judgement> cells;
  cells.reserve(places.size());
  for (const auto& place : places) cells.push_back(judge_shape(strip, place, templates));
  // On lines in other types every cell would have to be looked at twice.
  if (!fit_as_a_line(cells) && !knows_some(strip, cells)) return std::nullopt;
  for (auto& cell : cells) ask_network(strip, cell);
  accept(cells);
  return assemble(strip, cells, demands);
}

bool is_whole(const MicrRead& line) {
  return std::ranges::all_of(line.symbols, is_read);
}

bool share_rows(const Box& one, const Box& other) {
  return one.y < other.y + other.height && other.y < one.y + one.height;
}

/// The line that a picture from the side shows, read as from above.
std::optional<MicrRead> read_faced(const FacedLine& faced, const LineDemands& demands) {
  const cv::Range rows{0, faced.image.pixels.rows};
  for (const auto& guess : locate_lines(faced.image, rows, MarkInk::DarkerThanAround)) {
    auto read = read_line(faced.image.pixels, guess, demands);
    if (!read) continue;
    read->box = box_on_picture(faced, read->box);
    for (auto& symbol : read->symbols) symbol.box = box_on_picture(faced, symbol.box);
    return read;
  }
  return std::nullopt;
}

/// Whether the second read has another symbol where the first was sure of one.
bool contradicts(const MicrRead& second, const MicrRead& first) {
  const auto middle_of = [](const SymbolRead& symbol) {
    return symbol.box.x + symbol.box.width / 2;
  };
  return std::ranges::any_of(first.symbols, [&](const SymbolRead& sure) {
    if (!is_read(sure)) return false;
    return std::ranges::any_of(second.symbols, [&](const SymbolRead& other) {
      const int apart = std::abs(middle_of(other) - middle_of(sure));
      return is_read(other) && 2 * apart < sure.box.width && other.symbol != sure.symbol;
    });
  });
}

/// Reads a line, once more as from above where it is not whole and was taken from the side.
std::optional<MicrRead> read_guess(const GrayImage& image, const LineGuess& guess,
                                   const LineDemands& demands) {
  auto read = read_line(image.pixels, guess, demands);
  if (image.bitonal || (read && is_whole(*read))) return read;
  const auto faced = face_line(image, guess);
  if (!faced) return read;
  auto again = read_faced(*faced, demands);
  if (!again || !read) return again ? again : read;
  const bool is_better = read_symbols(*again) > read_symbols(*read) &&
                         share_rows(read->box, again->box) && !contradicts(*again, *read);
  return is_better ? again : read;
}

/// A part of the picture to search, and how.
struct Search {
  cv::Range rows;
  MarkInk ink = MarkInk::DarkerThanAround;
};

/// How much of a page a picture shows.
struct Extent {
  int strip_rows = 0;  ///< Of what was cut out around a line and has paper around it; 0 for a page.

  [[nodiscard]] bool is_strip() const { return strip_rows > 0; }
  [[nodiscard]] std::size_t marks_min() const { return is_strip() ? 4 : 6; }
  /// What was cut out around one row is meant to be a line, however short.
  [[nodiscard]] LineDemands demands_on(const LineGuess& guess) const {
    constexpr double strip_heights_max = 4;
    constexpr LineDemands cut_out{.accepted_min = 5, .symbols_min = 1, .is_cut_out = true};
    const bool is_cut_out = is_strip() && strip_heights_max * guess.height >= strip_rows;
    return is_cut_out ? cut_out : LineDemands{};
  }
};

bool is_wider_than(const cv::Mat& pixels, double heights) {
  return pixels.cols >= heights * pixels.rows;
}

/// The line is nearly always in the lower half; the halves overlap for a line between them.
std::vector<Search> searches_of(const cv::Mat& pixels, const Extent& extent) {
  const cv::Range whole{0, pixels.rows};
  if (extent.is_strip()) return {{whole}, {whole, MarkInk::WithoutStreaks}};
  const cv::Range lower{pixels.rows / 2, pixels.rows};
  return {{lower}, {{0, pixels.rows * 6 / 10}}, {lower, MarkInk::WithoutStreaks}};
}

/// Adds the lines of one search that share no rows with those found before.
void read_lines_of(const GrayImage& image, const Search& search, const Extent& extent,
                   std::size_t lines_max, std::vector<MicrRead>& lines) {
  for (const auto& guess : locate_lines(image, search.rows, search.ink, extent.marks_min())) {
    if (lines.size() == lines_max) return;
    auto read = read_guess(image, guess, extent.demands_on(guess));
    const auto is_same = [&read](const MicrRead& line) { return share_rows(line.box, read->box); };
    if (read && std::ranges::none_of(lines, is_same)) lines.push_back(*std::move(read));
  }
}

/// Up to `lines_max` lines, the most promising first.
std::vector<MicrRead> read_lines(const GrayImage& image, const Extent& extent,
                                 std::size_t lines_max) {
  std::vector<MicrRead> lines;
  for (const auto& search : searches_of(image.pixels, extent)) {
    if (search.rows.empty() || (search.ink != MarkInk::DarkerThanAround && !lines.empty()))
      continue;
    read_lines_of(image, search, extent, lines_max, lines);
    if (lines.size() == lines_max) return lines;
  }
  if (lines.empty() && !image.bitonal && has_print_behind(image.pixels)) {
    read_lines_of(image, {{0, image.pixels.rows}, MarkInk::Darkest}, extent, lines_max, lines);
  }
  return lines;
}

/// How much paper is put around a strip: beside it enough for the two positions in which a line is
/// asked to have an end.  What was cut out around a line is the whole of it.
cv::Size border_of(const cv::Mat& strip) {
  constexpr int heights_beside = 3;
  return {heights_beside * strip.rows, strip.rows};
}

/// A strip may be cut so close that the ink touches its edges; paper all around sets it free.
GrayImage with_paper_around(const GrayImage& strip, const cv::Size& border) {
  constexpr double paper_share = 0.9;  // Nine pixels in ten are no lighter than the paper.
  const int paper = GrayHistogram{strip.pixels}.gray_at(paper_share);
  GrayImage padded = strip;
  cv::copyMakeBorder(strip.pixels, padded.pixels, border.height, border.height, border.width,
                     border.width, cv::BORDER_CONSTANT | cv::BORDER_ISOLATED, cv::Scalar(paper));
  return padded;
}

std::vector<MicrRead> read_strip(const GrayImage& strip, std::size_t lines_max) {
  const auto border = border_of(strip.pixels);
  const auto move_back = [&border](Box& box) {
    box.x -= border.width;
    box.y -= border.height;
  };
  auto lines = read_lines(with_paper_around(strip, border), {strip.pixels.rows}, lines_max);
  for (auto& line : lines) {
    move_back(line.box);
    for (auto& symbol : line.symbols) move_back(symbol.box);
  }
  return lines;
}

/// The widest check is 3.2 times as wide as high.  What is wider was cut out around a line, and
/// what is nearly as wide may have been.
std::vector<MicrRead> read_lines_anywhere(const GrayImage& picture, std::size_t lines_max) {
  constexpr double surely_strip = 4;
  constexpr double maybe_strip = 2.5;
  if (picture.pixels.empty()) return {};
  const auto image = mend_streaks(picture);
  if (is_wider_than(image.pixels, surely_strip)) return read_strip(image, lines_max);
  auto lines = read_lines(image, {}, lines_max);
  if (lines.empty() && is_wider_than(image.pixels, maybe_strip))
    return read_strip(image, lines_max);
  return lines;
}

/// Whether more is read of the line in a mirror: then it is a mirrored one, some of whose symbols
/// look like others.  Only one with many doubts can be.
bool is_mirrored(const GrayImage& picture, const MicrRead& line) {
  constexpr double read_share = 0.9;
  const auto read = read_symbols(line);
  if (static_cast<double>(read) >= read_share * static_cast<double>(line.symbols.size())) {
    return false;
  }
  GrayImage mirrored{.pixels = {}, .bitonal = picture.bitonal};
  cv::flip(picture.pixels, mirrored.pixels, 1);
  const auto lines = read_lines_anywhere(mirrored, 1);
  return !lines.empty() && read_symbols(lines.front()) > read;
}

std::vector<MicrRead> read_lines_that_way(const GrayImage& picture, std::size_t lines_max) {
  auto lines = read_lines_anywhere(picture, lines_max);
  std::erase_if(lines, [&](const MicrRead& line) { return is_mirrored(picture, line); });
  return lines;
}

}  // namespace

std::optional<MicrRead> read_micr(const GrayImage& image) {
  auto lines = read_lines_that_way(image, 1);
  if (lines.empty()) return std::nullopt;
  return std::move(lines.front());
}

std::vector<MicrRead> read_micr_lines(const GrayImage& image) {
  constexpr std::size_t lines_max = 4;
  return read_lines_that_way(image, lines_max);
}

}  // namespace lockbox::encode
