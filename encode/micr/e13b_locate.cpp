#include "encode/micr/e13b_locate.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "encode/image/ink_marks.h"
#include "encode/image/ink_mask.h"
#include "encode/image/packed_ink.h"
#include "encode/image/quantile.h"
#include "encode/micr/e13b_pitch.h"

namespace lockbox::encode {
namespace {

constexpr int height_min_pixels = 8;
constexpr int height_max_pixels = 110;
/// A page of figures in columns has many long rows before that of its check.
constexpr std::size_t chains_max = 24;
constexpr std::size_t guesses_max = 4;
/// Up to this share of the way from ink to paper a gray is as dark as ink gets, and from that share
/// on it is paper.
constexpr double darkest_share = 0.35;
constexpr double paper_share = 0.8;
/// A mark's right edge is at least this and at most that many heights right of the one before.
constexpr double step_min_heights = 0.7;
constexpr double step_max_heights = 5.5;
/// Marks of one line are about equally high: the lower of two neighbours to the higher.
constexpr double least_height_share = 0.8;

struct Mark {
  double right;
  double bottom;
  double width;
  double height;

  [[nodiscard]] double middle() const { return bottom - height / 2; }
};

int gray_between(const GrayLevels& levels, double share) {
  return levels.ink + cvRound(share * (levels.paper - levels.ink));
}

BitMask darkest_ink(const cv::Mat& pixels) {
  return BitMask::of(pixels <= gray_between(gray_levels_of(pixels), darkest_share));
}

/// Ink is what is clearly darker than the paper around it; the neighbourhood is wide against any
/// glyph and narrow against shading.
BitMask darker_than_around(const GrayImage& picture, const cv::Range& band) {
  if (picture.bitonal) return ink_of(picture, band);
  const cv::Mat pixels = picture.pixels.rowRange(band);
  constexpr double darker_than_mean = 0.80;
  const int window = std::max(pixels.cols, pixels.rows) / 30 | 1;
  cv::Mat mask;
  cv::Mat mean;
  cv::boxFilter(pixels, mean, CV_8U, {window, window});
  mean.convertTo(mean, CV_8U, darker_than_mean);
  cv::compare(pixels, mean, mask, cv::CMP_LT);
  return BitMask::of(mask);
}

/// Takes out ink that runs on through several glyphs, as no stroke does.
void take_out_long_runs(BitMask& mask) {
  constexpr int run_min = 2 * height_max_pixels;
  std::vector<Run> runs;
  for (int y = 0; y < mask.rows(); ++y) {
    find_runs(mask.row(y), mask.columns(), runs);
    for (const auto& run : runs) {
      if (run.to - run.from >= run_min) clear(mask.row(y), run);
    }
  }
}

/// Mends what dust on the sensor has done to glyphs, a streak along the line that is a few pixels
/// thin, dark or light: what a light one has cut in two is joined.
BitMask without_streaks(BitMask mask) {
  constexpr int reach_up = 2;  // Gaps of up to three rows are closed,
  constexpr int reach_down = 1;
  take_out_long_runs(mask);
  const auto grown = fold_rows(mask, Fold::Any, -reach_up, reach_down);
  return fold_rows(grown, Fold::All, -reach_up, reach_down);  // and the outer edges come back.
}

std::vector<Mark> marks_of(const BitMask& mask) {
  std::vector<Mark> marks;
  for (const auto& box : ink_marks(mask)) {
    if (box.height < height_min_pixels || box.height > height_max_pixels) continue;
    if (box.width * 5 < box.height || box.width > box.height * 2) continue;
    marks.push_back({.right = static_cast<double>(box.br().x),
                     .bottom = static_cast<double>(box.br().y),
                     .width = static_cast<double>(box.width),
                     .height = static_cast<double>(box.height)});
  }
  std::ranges::stable_sort(marks, {}, &Mark::right);
  return marks;
}

/// Whether `next` can follow `mark` on one line of digits, skewed by up to some degrees.
bool follows(const Mark& mark, const Mark& next) {
  constexpr double slope_max = 0.12;
  const double height = std::max(mark.height, next.height);
  const double step = next.right - mark.right;
  return std::min(mark.height, next.height) >= least_height_share * height &&
         step >= step_min_heights * height && step <= step_max_heights * height &&
         std::abs(next.bottom - mark.bottom) <= 0.12 * height + slope_max * step;
}

/// The longest row of marks, each following the one before; its marks are taken out of `marks`.
std::vector<Mark> take_longest_chain(std::vector<Mark>& marks) {
  const std::size_t none = marks.size();
  std::vector<double> length(marks.size(), 1);
  std::vector<std::size_t> previous(marks.size(), none);
  std::size_t best = none;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const double reach = step_max_heights * marks[i].height / least_height_share;
    for (std::size_t j = i; j-- > 0;) {
      if (marks[i].right - marks[j].right > reach) break;
      if (!follows(marks[j], marks[i])) continue;
      const double gap = (marks[i].right - marks[j].right) / marks[i].height;
      const double gain = length[j] + 1 - 0.05 * gap;
      if (gain > length[i]) {
        length[i] = gain;
        previous[i] = j;
      }
    }
    if (best == none || length[i] > length[best]) best = i;
  }
  std::vector<Mark> chain;
  std::vector<bool> taken(marks.size(), false);
  for (std::size_t i = best; i != none; i = previous[i]) {
    chain.push_back(marks[i]);
    taken[i] = true;
  }
  std::ranges::reverse(chain);
  std::vector<Mark> rest;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (!taken[i]) rest.push_back(marks[i]);
  }
  marks = std::move(rest);
  return chain;
}

/// Fits the middle line by the median of slopes, which a few strangers in the row cannot pull away.
void fit_line(const std::vector<Mark>& chain, LineGuess& guess) {
  std::vector<double> slopes;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    for (std::size_t j = i + 1; j < chain.size(); ++j) {
      const double run = chain[j].right - chain[i].right;
      if (run < 3 * guess.height) continue;
      slopes.push_back((chain[j].middle() - chain[i].middle()) / run);
    }
  }
  if (!slopes.empty()) guess.slope = median_of(std::move(slopes));
  std::vector<double> offsets;
  offsets.reserve(chain.size());
  for (const auto& mark : chain) {
    offsets.push_back(mark.middle() - guess.slope * mark.right);
  }
  guess.middle_y = median_of(std::move(offsets));
}

LineMark line_mark(const Mark& mark) {
  return {.right = mark.right, .middle_y = mark.middle(), .height = mark.height};
}

std::vector<double> right_edges(const std::vector<Mark>& chain) {
  std::vector<double> rights;
  rights.reserve(chain.size());
  for (const auto& mark : chain) rights.push_back(mark.right);
  return rights;
}

/// The marks of the line's height within half of that height of the line, over the whole width.
std::vector<LineMark> marks_beside(const std::vector<Mark>& marks, const LineGuess& guess) {
  std::vector<LineMark> beside;
  for (const auto& mark : marks) {
    const double off = mark.middle() - guess.middle_y - guess.slope * mark.right;
    if (std::abs(mark.height / guess.height - 1) < 0.15 && std::abs(off) < guess.height / 2) {
      beside.push_back(line_mark(mark));
    }
  }
  return beside;
}

}  // namespace

bool has_print_behind(const cv::Mat& pixels) {
  const auto levels = gray_levels_of(pixels);
  const int ink = cv::countNonZero(pixels <= gray_between(levels, darkest_share));
  const int print = cv::countNonZero(pixels <= gray_between(levels, paper_share)) - ink;
  return print > ink;
}

std::vector<LineGuess> locate_lines(const GrayImage& picture, const cv::Range& band, MarkInk ink,
                                    std::size_t marks_min) {
  auto mask = ink == MarkInk::Darkest ? darkest_ink(picture.pixels.rowRange(band))
                                      : darker_than_around(picture, band);
  if (ink == MarkInk::WithoutStreaks) mask = without_streaks(std::move(mask));
  auto all = marks_of(mask);
  for (auto& mark : all) mark.bottom += band.start;
  auto marks = all;
  std::vector<std::pair<double, LineGuess>> ranked;
  for (std::size_t tries = 0; tries < chains_max && marks.size() >= marks_min; ++tries) {
    const auto chain = take_longest_chain(marks);
    if (chain.size() < marks_min) break;
    LineGuess guess;
    std::vector<double> heights;
    heights.reserve(chain.size());
    for (const auto& mark : chain) heights.push_back(mark.height);
    guess.height = median_of(std::move(heights));
    fit_line(chain, guess);
    for (const auto& mark : chain) guess.chain.push_back(line_mark(mark));
    const auto fit = fit_pitch(right_edges(chain), guess.height);
    if (fit.pitch <= 0) continue;
    guess.pitch = fit.pitch;
    guess.marks = marks_beside(all, guess);
    ranked.emplace_back(fit.share * static_cast<double>(chain.size()), std::move(guess));
  }
  std::ranges::stable_sort(ranked, std::ranges::greater{}, &std::pair<double, LineGuess>::first);
  std::vector<LineGuess> guesses;
  for (auto& [rank, guess] : ranked) {
    if (guesses.size() < guesses_max) guesses.push_back(std::move(guess));
  }
  return guesses;
}

}  // namespace lockbox::encode
