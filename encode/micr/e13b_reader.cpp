#include "encode/micr/e13b_reader.h"

#include <algorithm>

#include "encode/micr/e13b_assemble.h"
#include "encode/micr/e13b_cells.h"
#include "encode/micr/e13b_judge.h"
#include "encode/micr/e13b_locate.h"
#include "encode/micr/e13b_strip.h"

namespace lockbox::encode {
namespace {

std::optional<MicrRead> read_line(const cv::Mat& pixels, const LineGuess& guess) {
  const Strip strip = straighten(pixels, guess);
  const auto places = find_cells(strip);
  if (places.empty()) return std::nullopt;
  const TemplateSet& templates = choose_weight(strip, places);
  std::vector<Judgement> cells;
  for (const auto& place : places) cells.push_back(judge(strip, place, templates));
  return assemble(strip, cells);
}

}  // namespace

std::optional<MicrRead> read_micr(const GrayImage& image) {
  if (image.pixels.empty()) return std::nullopt;
  for (const auto& guess : locate_lines(image.pixels, image.bitonal)) {
    if (auto read = read_line(image.pixels, guess)) return read;
  }
  return std::nullopt;
}

}  // namespace lockbox::encode
