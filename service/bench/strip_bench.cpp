#include "service/bench/strip_bench.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "encode/micr/e13b_glyphs.h"
#include "encode/micr/e13b_reader.h"
#include "encode/micr/line_error.h"
#include "encode/micr/training/line_drawing.h"

namespace lockbox::service {

namespace {

namespace training = encode::training;

constexpr std::size_t symbols_min = 4;

/// Lines of the network's training come from other seeds.
Chance held_out_chance(const ReadingBenchRequest& request) {
  return Chance{~request.seed};
}

bool is_symbol(const training::DrawnGlyph& glyph) {
  return glyph.label < encode::e13b_glyph_count;
}

std::string spelled(const training::DrawnLine& line) {
  std::string text;
  for (const auto& glyph : line.glyphs) text += encode::e13b_glyphs().at(glyph.label).symbol;
  return text;
}

/// The rectangle around the line, `margin` heights away from it.
cv::Rect around(const training::DrawnLine& line, double margin) {
  const auto& guess = line.guess;
  const double away = margin * guess.height;
  const double left = line.glyphs.front().edge.x - 0.75 * guess.pitch;  // No symbol is wider.
  const double right = line.glyphs.back().edge.x;
  double top = line.glyphs.front().edge.y;
  double bottom = top;
  for (const auto& glyph : line.glyphs) {
    top = std::min(top, glyph.edge.y);
    bottom = std::max(bottom, glyph.edge.y);
  }
  const cv::Point corner{static_cast<int>(std::floor(left - away)),
                         static_cast<int>(std::floor(top - guess.height / 2 - away))};
  const cv::Point end{static_cast<int>(std::ceil(right + away)) + 1,
                      static_cast<int>(std::ceil(bottom + guess.height / 2 + away)) + 1};
  return cv::Rect{corner, end} & cv::Rect{{}, line.pixels.size()};
}

encode::GrayImage cut_out(const training::DrawnLine& line, Chance& chance) {
  constexpr double margin_max = 1.0 / 3;
  encode::GrayImage strip{
      .pixels = line.pixels(around(line, chance.between(0, margin_max))).clone(),
      .bitonal = line.bitonal};
  const bool is_to_be_bitonal = chance.between(0, 1) < 0.5;
  if (strip.bitonal || !is_to_be_bitonal) return strip;
  cv::threshold(strip.pixels, strip.pixels, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
  strip.bitonal = true;
  return strip;
}

/// As the service reads it, with the default bound on a line's error; nothing where no line is.
std::optional<std::string> read_strip(const encode::GrayImage& strip) {
  auto read = encode::read_micr(strip);
  if (!read) return std::nullopt;
  encode::hold_to({}, *read);
  std::string text;
  for (const auto& symbol : read->symbols) text += symbol.symbol;
  return text;
}

void count_strip(const training::DrawnLine& line, const std::optional<std::string>& read,
                 StripReport& report) {
  const auto last = static_cast<double>(strip_quarters - 1);
  const double quarter = std::floor(line.severity * static_cast<double>(strip_quarters));
  auto& cell = report.by_severity.at(static_cast<std::size_t>(std::min(quarter, last)));
  const bool is_whole = read == spelled(line);
  count(is_whole, cell.whole);
  count(read && !is_whole && read->find('?') == std::string::npos, cell.wrong);
}

}  // namespace

StripReport read_strips(const ReadingBenchRequest& request) {
  auto chance = held_out_chance(request);
  StripReport report;
  int strips = 0;
  while (strips < request.images || report.invented.of < request.images) {
    const auto line = training::draw_line(chance);
    if (line.glyphs.size() < symbols_min) continue;
    const auto read = read_strip(cut_out(line, chance));
    if (std::ranges::all_of(line.glyphs, is_symbol)) {
      if (strips++ < request.images) count_strip(line, read, report);
    } else if (report.invented.of < request.images) {
      count(read && read->find_first_not_of('?') != std::string::npos, report.invented);
    }
  }
  return report;
}

}  // namespace lockbox::service
