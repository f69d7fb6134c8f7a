#include "encode/micr/e13b_reader.h"

#include <algorithm>
#include <array>
#include <cmath>

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
        best = std::max(best, std::ranges::max(standard_templates().correlate(strip, place)));
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

/// The line is nearly always in the lower half; the halves overlap for a line between them.
std::array<Search, 3> searches_of(const cv::Mat& pixels) {
  const cv::Range lower{pixels.rows / 2, pixels.rows};
  return {{{.rows = lower},
           {.rows = {0, pixels.rows * 6 / 10}},
           {.rows = lower, .streaks = Streaks::TakenOut}}};
}

/// Up to `lines_max` lines, the most promising first.
std::vector<MicrRead> read_lines(const GrayImage& image, std::size_t lines_max) {
  std::vector<MicrRead> lines;
  for (const auto& [rows, streaks] : searches_of(image.pixels)) {
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

}  // namespace

std::optional<MicrRead> read_micr(const GrayImage& image) {
  auto lines = read_lines(image, 1);
  if (lines.empty()) return std::nullopt;
  return std::move(lines.front());
}

std::vector<MicrRead> read_micr_lines(const GrayImage& image) {
  constexpr std::size_t lines_max = 4;
  return read_lines(image, lines_max);
}

}  // namespace lockbox::encode
