#include "encode/micr/e13b_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/core.hpp>

#include "encode/micr/e13b_assemble.h"
#include "encode/micr/e13b_cells.h"
#include "encode/micr/e13b_judge.h"
#include "encode/micr/e13b_locate.h"
#include "encode/micr/e13b_strip.h"

namespace lockbox::encode {
namespace {

/// Whether most of the marks that made the guess look like E-13B at all; a look at each saves the
/// search of lines in other types.
bool looks_like_e13b(const Strip& strip, const LineGuess& guess) {
  constexpr float correlation_min = 0.6F;
  int alike = 0;
  for (const auto& mark : guess.chain) {
    const auto middle = static_cast<int>(std::lround(mark.right / strip.to_picture(0, 0)));
    float best = 0;
    for (int right = middle - 2; right <= middle + 2; right += 2) {
      if (right < 0 || right >= strip.darkness.cols) continue;
      const Place place = place_at(strip, right);
      if (fits(strip, place)) {
        best =
            std::max(best, std::ranges::max(standard_templates().correlate_modules(strip, place)));
      }
    }
    if (best >= correlation_min) ++alike;
  }
  return 2 * alike >= static_cast<int>(guess.chain.size());
}

std::optional<MicrRead> read_line(const cv::Mat& pixels, const LineGuess& guess) {
  const Strip strip = straighten(pixels, guess);
  if (!looks_like_e13b(strip, guess)) return std::nullopt;
  const auto places = find_cells(strip);
  if (places.empty()) return std::nullopt;
  const TemplateSet& templates = choose_rendering(strip, places);
  std::vector<Judgement> cells;
  cells.reserve(places.size());
  for (const auto& place : places) cells.push_back(judge(strip, place, templates));
  accept(cells);
  return assemble(strip, cells);
}

bool share_rows(const Box& one, const Box& other) {
  return one.y < other.y + other.height && other.y < one.y + one.height;
}

/// A part of the picture to search, and how.
struct Search {
  cv::Range rows;
  Streaks streaks = Streaks::Kept;
};

/// How much of a page a picture shows.
enum class Extent { Page, Strip };

bool is_wider_than(const cv::Mat& pixels, double heights) {
  return pixels.cols >= heights * pixels.rows;
}

/// The line is nearly always in the lower half; the halves overlap for a line between them.
std::vector<Search> searches_of(const cv::Mat& pixels, Extent extent) {
  const cv::Range whole{0, pixels.rows};
  if (extent == Extent::Strip) return {{whole}, {whole, Streaks::TakenOut}};
  const cv::Range lower{pixels.rows / 2, pixels.rows};
  return {{lower}, {{0, pixels.rows * 6 / 10}}, {lower, Streaks::TakenOut}};
}

/// Up to `lines_max` lines, the most promising first.
std::vector<MicrRead> read_lines(const GrayImage& image, Extent extent, std::size_t lines_max) {
  std::vector<MicrRead> lines;
  for (const auto& [rows, streaks] : searches_of(image.pixels, extent)) {
    if (rows.empty() || (streaks == Streaks::TakenOut && !lines.empty())) continue;
    for (const auto& guess : locate_lines(image.pixels, rows, image.bitonal, streaks)) {
      auto read = read_line(image.pixels, guess);
      const auto is_same = [&read](const MicrRead& line) {
        return share_rows(line.box, read->box);
      };
      if (!read || std::ranges::any_of(lines, is_same)) continue;
      lines.push_back(*std::move(read));
      if (lines.size() == lines_max) return lines;
    }
  }
  return lines;
}

/// The brightness that nine pixels in ten do not exceed: the paper's.
double paper_level(const cv::Mat& pixels) {
  constexpr double share = 0.9;
  std::array<double, 256> count{};
  for (int y = 0; y < pixels.rows; ++y) {
    const auto* row = pixels.ptr<std::uint8_t>(y);
    for (int x = 0; x < pixels.cols; ++x) ++count[row[x]];
  }
  const double wanted = share * static_cast<double>(pixels.total());
  std::size_t level = 0;
  for (double seen = count[0]; seen < wanted && level < count.size() - 1;) seen += count[++level];
  return static_cast<double>(level);
}

/// A strip may be cut so close that the ink touches its edges; paper all around sets it free.
GrayImage with_paper_around(const GrayImage& strip, int border) {
  GrayImage padded = strip;
  cv::copyMakeBorder(strip.pixels, padded.pixels, border, border, border, border,
                     cv::BORDER_CONSTANT, cv::Scalar{paper_level(strip.pixels)});
  return padded;
}

std::vector<MicrRead> read_strip(const GrayImage& strip, std::size_t lines_max) {
  const int border = strip.pixels.rows;
  const auto move_back = [border](Box& box) {
    box.x -= border;
    box.y -= border;
  };
  auto lines = read_lines(with_paper_around(strip, border), Extent::Strip, lines_max);
  for (auto& line : lines) {
    move_back(line.box);
    for (auto& symbol : line.symbols) move_back(symbol.box);
  }
  return lines;
}

/// The widest check is 3.2 times as wide as high.  What is wider was cut out around a line, and
/// what is nearly as wide may have been.
std::vector<MicrRead> read_lines_anywhere(const GrayImage& image, std::size_t lines_max) {
  constexpr double surely_strip = 4;
  constexpr double maybe_strip = 2.5;
  if (image.pixels.empty()) return {};
  if (is_wider_than(image.pixels, surely_strip)) return read_strip(image, lines_max);
  auto lines = read_lines(image, Extent::Page, lines_max);
  if (lines.empty() && is_wider_than(image.pixels, maybe_strip))
    return read_strip(image, lines_max);
  return lines;
}

}  // namespace

std::optional<MicrRead> read_micr(const GrayImage& image) {
  auto lines = read_lines_anywhere(image, 1);
  if (lines.empty()) return std::nullopt;
  return std::move(lines.front());
}

std::vector<MicrRead> read_micr_lines(const GrayImage& image) {
  constexpr std::size_t lines_max = 4;
  return read_lines_anywhere(image, lines_max);
}

}  // namespace lockbox::encode
