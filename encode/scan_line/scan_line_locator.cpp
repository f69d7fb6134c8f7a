#include "encode/scan_line/scan_line_locator.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include <opencv2/imgproc.hpp>

#include "encode/image/ink_marks.h"
#include "encode/image/quantile.h"

namespace lockbox::encode {
namespace {

constexpr int height_min_px = 8;
constexpr int height_max_px = 110;
constexpr double width_share_min = 0.15;  ///< Of the height: the 1 of OCR-B, printed thin.
constexpr double width_share_max = 1.1;
constexpr double height_share_min = 0.8;  ///< Of the neighbour's height.
constexpr double step_heights_min = 0.7;  ///< From middle to middle of neighbours.
constexpr double step_heights_max =
    4.5;  ///< Three blanks; what stands further off is not this line.
constexpr double slope_max = 0.2;
constexpr double rise_heights_max = 0.15;  ///< Beside the slope: marks differ in their ends.
constexpr std::size_t marks_min = 6;
constexpr std::size_t guesses_max = 4;
constexpr double pitch_heights_min = 0.82;  ///< The standards print at 0.92 to 0.97.
constexpr double pitch_heights_max = 1.7;   ///< Seven characters an inch.
constexpr double on_pitch_share_min = 0.5;

struct Mark {
  cv::Point2d middle;
  double height = 0;
};

/// Ink: 255.  Gray pictures are compared with their surroundings, for paper is not evenly lit.
cv::Mat ink_mask_of(const GrayImage& image, const cv::Rect& area) {
  const cv::Mat pixels = image.pixels(area);
  cv::Mat mask;
  if (image.bitonal) {
    cv::threshold(pixels, mask, 127, 255, cv::THRESH_BINARY_INV);
    return mask;
  }
  constexpr double darker_than_mean = 0.82;
  const int window = std::max(image.pixels.cols, image.pixels.rows) / 30 | 1;
  cv::Mat mean;
  cv::boxFilter(pixels, mean, CV_8U, {window, window});
  mean.convertTo(mean, CV_8U, darker_than_mean);
  cv::compare(pixels, mean, mask, cv::CMP_LT);
  return mask;
}

/// Marks in the mask of `area`.  What touches the side of the picture is the dark beside a page, or
/// a character that is cut off.
std::vector<Mark> marks_of(const cv::Mat& mask, const cv::Rect& area, int columns) {
  std::vector<Mark> marks;
  for (const auto& box : ink_marks(mask)) {
    if (box.height < height_min_px || box.height > height_max_px) continue;
    if (box.width < width_share_min * box.height || box.width > width_share_max * box.height) {
      continue;
    }
    if (area.x + box.x == 0 || area.x + box.br().x == columns) continue;
    marks.push_back(
        {.middle = {area.x + box.x + box.width / 2.0, area.y + box.y + box.height / 2.0},
         .height = static_cast<double>(box.height)});
  }
  std::ranges::sort(marks, {}, [](const Mark& mark) { return mark.middle.x; });
  return marks;
}

bool follows(const Mark& mark, const Mark& next) {
  const double height = std::max(mark.height, next.height);
  const double step = next.middle.x - mark.middle.x;
  return std::min(mark.height, next.height) >= height_share_min * height &&
         step >= step_heights_min * height && step <= step_heights_max * height &&
         std::abs(next.middle.y - mark.middle.y) <= rise_heights_max * height + slope_max * step;
}

/// Rows of marks, each linked to the nearest that can follow it.
std::vector<std::vector<Mark>> rows_of(const std::vector<Mark>& marks) {
  const std::size_t none = marks.size();
  std::vector<std::size_t> next(marks.size(), none);
  std::vector<std::size_t> previous(marks.size(), none);
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const double reach = step_heights_max * marks[i].height / height_share_min;
    for (std::size_t j = i + 1; j < marks.size(); ++j) {
      if (marks[j].middle.x - marks[i].middle.x > reach) break;
      if (!follows(marks[i], marks[j])) continue;
      // The later of two that want the same successor stands nearer to it.
      if (previous[j] != none) next[previous[j]] = none;
      next[i] = j;
      previous[j] = i;
      break;
    }
  }
  std::vector<std::vector<Mark>> rows;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (previous[i] != none) continue;
    std::vector<Mark> row;
    for (std::size_t at = i; at != none; at = next[at]) row.push_back(marks[at]);
    if (row.size() >= marks_min) rows.push_back(std::move(row));
  }
  return rows;
}

/// How many of the steps are whole multiples of the pitch, each by how nearly it is one.
double steps_on_pitch(const std::vector<double>& steps, double pitch) {
  constexpr double off_max = 0.15;
  double sum = 0;
  for (const double step : steps) {
    const double count = std::round(step / pitch);
    if (count < 1) continue;
    const double off = std::abs(step / pitch - count) / off_max;
    if (off < 1) sum += (1 - off * off) / count;
  }
  return sum;
}

/// The pitch that most steps are multiples of, and the share of such steps.
std::pair<double, double> fit_pitch(const std::vector<double>& steps, double height) {
  constexpr double ratio = 1.006;  ///< Between one pitch tried and the next.
  std::pair<double, double> best{0, 0};
  const auto tries = static_cast<int>(
      std::ceil(std::log(pitch_heights_max / pitch_heights_min) / std::log(ratio)));
  for (int i = 0; i < tries; ++i) {
    const double pitch = height * pitch_heights_min * std::pow(ratio, i);
    const double share = steps_on_pitch(steps, pitch) / static_cast<double>(steps.size());
    if (share > best.second) best = {pitch, share};
  }
  return best;
}

/// The height across the line of marks that stand on a slope, which makes their boxes taller.
double height_across(const std::vector<Mark>& row) {
  constexpr double width_to_height = 0.66;
  std::vector<double> heights;
  heights.reserve(row.size());
  for (const auto& mark : row) heights.push_back(mark.height);
  const auto along = row.back().middle - row.front().middle;
  return median_of(std::move(heights)) / (1 + width_to_height * std::abs(along.y / along.x));
}

std::optional<std::pair<double, ScanLineGuess>> guess_of(const std::vector<Mark>& row) {
  ScanLineGuess guess;
  guess.height = height_across(row);
  std::vector<double> steps;
  for (std::size_t i = 0; i < row.size(); ++i) {
    guess.middles.push_back(row[i].middle);
    if (i > 0) steps.push_back(cv::norm(row[i].middle - row[i - 1].middle));
  }
  const auto [pitch, share] = fit_pitch(steps, guess.height);
  if (share < on_pitch_share_min) return std::nullopt;
  guess.pitch = pitch;
  return std::pair{share * static_cast<double>(row.size()), std::move(guess)};
}

}  // namespace

std::vector<ScanLineGuess> locate_scan_lines(const GrayImage& image, const cv::Rect& area) {
  const auto marks = marks_of(ink_mask_of(image, area), area, image.pixels.cols);
  std::vector<std::pair<double, ScanLineGuess>> ranked;
  for (const auto& row : rows_of(marks)) {
    if (auto guess = guess_of(row)) ranked.push_back(*std::move(guess));
  }
  std::ranges::stable_sort(ranked, std::ranges::greater{},
                           &std::pair<double, ScanLineGuess>::first);
  std::vector<ScanLineGuess> guesses;
  for (auto& [rank, guess] : ranked) {
    if (guesses.size() < guesses_max) guesses.push_back(std::move(guess));
  }
  return guesses;
}

}  // namespace lockbox::encode
