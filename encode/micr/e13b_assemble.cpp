#include "encode/micr/e13b_assemble.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "core/check.h"
#include "encode/micr/e13b_calibration.h"
#include "encode/micr/line_error.h"

namespace lockbox::encode {
namespace {

constexpr std::size_t first_symbol_glyph = 10;  ///< Glyphs from here on are not digits.
constexpr int accepted_min = 8;
constexpr int symbols_min = 2;
constexpr double accepted_share_min = 0.6;
constexpr double gap_pitches = 1.5;
/// So much ink, in modules squared, is more than dirt.
constexpr double trace_modules = 0.7;
constexpr double trace_darkness = 0.3;  ///< Of the line's contrast.

/// Ink this near to a glyph may be its own, spread.
constexpr int clear_samples = 5;

/// A line on its way to being spelled: judged cells, and unexplained ink as refused cells.
using Cells = std::vector<Judgement>;

bool is_digit(const Judgement& cell) {
  return cell.glyph < first_symbol_glyph;
}

/// Right edge of the previous glyph to right edge of the next, in pitches.
double pitches_between(const Judgement& left, const Judgement& right) {
  return (right.place.right - left.place.right) / pitch_samples;
}

int left_edge(const Judgement& cell) {
  return cell.place.right -
         static_cast<int>(std::lround(e13b_glyphs()[cell.glyph].width * samples_per_module));
}

/// Samples of [left, right) that are clearly darker than most of the stretch; specks are smeared
/// below that.
cv::Mat ink_between(const Strip& strip, int left, int right) {
  cv::Mat area;
  const int stroke = samples_per_module + 1;
  cv::blur(strip.darkness.colRange(left, right), area, {stroke, stroke});
  std::vector<float> levels(area.begin<float>(), area.end<float>());
  const auto quartile = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 4);
  std::ranges::nth_element(levels, quartile);
  return area > *quartile + trace_darkness * strip.contrast;
}

/// Whether nearly all of a run is ink.
bool is_rule(const cv::Mat& run) {
  return cv::countNonZero(run) > 0.8 * static_cast<double>(run.total());
}

/// Whether the ink of a column goes on both above and below the line, as a frame or a fold does
/// and a glyph does not.  It may lean a little.
bool runs_through(const cv::Mat& ink, int x) {
  constexpr int beyond = strip_margin - 2 * samples_per_module;
  const cv::Mat around =
      ink.colRange(std::max(x - samples_per_module, 0), std::min(x + samples_per_module, ink.cols));
  cv::Mat rows;
  cv::reduce(around, rows, 1, cv::REDUCE_MAX);
  return is_rule(rows.rowRange(0, beyond)) && is_rule(rows.rowRange(rows.rows - beyond, rows.rows));
}

/// Whether glyph rows of [left, right) hold ink other than specks and rules: upright through the
/// whole strip, or level through some pitches on both sides.
bool has_stray_ink(const Strip& strip, int left, int right) {
  left = std::max(left, 0);
  right = std::min(right, strip.darkness.cols);
  if (right - left < samples_per_module) return false;
  const int around = static_cast<int>(2 * pitch_samples);
  const int wide_left = std::max(left - around, 0);
  const int wide_right = std::min(right + around, strip.darkness.cols);
  const cv::Mat ink = ink_between(strip, wide_left, wide_right);
  std::vector<bool> row_is_rule;
  row_is_rule.reserve(static_cast<std::size_t>(ink.rows));
  for (int y = 0; y < ink.rows; ++y) row_is_rule.push_back(is_rule(ink.row(y)));
  int samples = 0;
  for (int x = left; x < right; ++x) {
    if (runs_through(ink, x - wide_left)) continue;
    const int top = place_at(strip, x).top;
    for (int y = std::max(top, 0); y < std::min(top + glyph_samples, ink.rows); ++y) {
      const bool is_ink = ink.at<std::uint8_t>(y, x - wide_left) != 0;
      if (is_ink && !row_is_rule[static_cast<std::size_t>(y)]) ++samples;
    }
  }
  return samples > trace_modules * samples_per_module * samples_per_module;
}

/// Whether the network is sure that no glyph is printed around `right`, whatever ink runs across.
/// A glyph may have been printed beside its place, and above or below it.
bool is_empty(const Strip& strip, int right) {
  constexpr float chance_min = 0.99F;
  constexpr int across_max = 3 * samples_per_module;
  constexpr int down_max = samples_per_module + 1;
  for (int at = right - across_max; at <= right + across_max; at += 2) {
    if (at <= 0 || at >= strip.darkness.cols) return false;
    for (int down = -down_max; down <= down_max; down += down_max) {
      const Place place{.right = at, .top = place_at(strip, at).top + down};
      if (glyph_chances(strip, place)[nothing_glyph] < chance_min) return false;
    }
  }
  return true;
}

/// Leaves out what was taken for a cell and is only a rule or a streak: both witnesses say so, and
/// there is no other ink.
Cells without_empty_ones(const Strip& strip, Cells cells) {
  constexpr double correlation_max = 0.5;
  constexpr float chance_min = 0.9F;
  std::erase_if(cells, [&strip](const Judgement& cell) {
    return cell.correlation < correlation_max && cell.chances[nothing_glyph] >= chance_min &&
           !has_stray_ink(strip, left_edge(cell), cell.place.right);
  });
  return cells;
}

/// Leaves out cells before the first and after the last accepted one, unless they touch the line.
Cells within_reach(const Cells& cells) {
  const auto accepted = [](const Judgement& cell) { return cell.is_accepted; };
  auto first = std::ranges::find_if(cells, accepted);
  auto last = std::find_if(cells.rbegin(), cells.rend(), accepted).base();
  if (first == cells.end()) return {};
  while (first != cells.begin() && pitches_between(*(first - 1), *first) < gap_pitches) --first;
  while (last != cells.end() && pitches_between(*(last - 1), *last) < gap_pitches) ++last;
  return {first, last};
}

Judgement unread_between(int left, int right) {
  return {.place = {.right = (left + right) / 2 + samples_per_module, .top = strip_margin}};
}

enum class Side { Left, Right };

/// Whether the positions on that side of a cell, up to two of them and none beyond `limit`, hold
/// ink that may be a symbol's.
bool may_have_neighbour(const Strip& strip, const Judgement& cell, Side side, int limit) {
  constexpr int reach = static_cast<int>(2 * pitch_samples);
  const bool to_right = side == Side::Right;
  const int near = to_right ? cell.place.right + clear_samples : left_edge(cell) - clear_samples;
  const int far = to_right ? std::min(limit, near + reach) : std::max(limit, near - reach);
  if (!has_stray_ink(strip, std::min(near, far), std::max(near, far))) return false;
  const int positions = static_cast<int>(std::abs(far - near) / pitch_samples);
  for (int i = 1; i <= std::max(positions, 1); ++i) {
    const auto away = static_cast<int>(std::lround(i * pitch_samples));
    if (!is_empty(strip, cell.place.right + (to_right ? away : -away))) return true;
  }
  return false;
}

/// Whether a digit at an end of the line may have had a neighbour: ink where the next symbol would
/// be, or a picture that ends before it.
bool may_go_on(const Strip& strip, const Judgement& cell, Side side) {
  constexpr int pitch = static_cast<int>(pitch_samples);
  const int limit = side == Side::Right ? cell.place.right + pitch : left_edge(cell) - pitch;
  return limit < 0 || limit > strip.darkness.cols || may_have_neighbour(strip, cell, side, limit);
}

/// Whether the gap between two cells hides a symbol.  Beside a digit there must be no ink, as it
/// may be another digit of the same number; a field symbol has closed its field.
bool hides_a_symbol(const Strip& strip, const Judgement& left, const Judgement& right) {
  const int from = left.place.right + clear_samples;
  const int to = left_edge(right) - clear_samples;
  return (is_digit(left) && may_have_neighbour(strip, left, Side::Right, to)) ||
         (is_digit(right) && may_have_neighbour(strip, right, Side::Left, from));
}

/// Puts a refused cell where ink is left over: between cells, and beyond a digit at either end,
/// where a lost symbol would otherwise make a number look shorter than it is.
Cells with_unexplained_ink(const Strip& strip, const Cells& cells) {
  constexpr int pitch = static_cast<int>(pitch_samples);
  Cells result;
  const int start = left_edge(cells.front());
  if (is_digit(cells.front()) && may_go_on(strip, cells.front(), Side::Left)) {
    result.push_back(unread_between(start - pitch, start));
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0 && pitches_between(cells[i - 1], cells[i]) >= gap_pitches &&
        hides_a_symbol(strip, cells[i - 1], cells[i])) {
      result.push_back(unread_between(cells[i - 1].place.right, left_edge(cells[i])));
    }
    result.push_back(cells[i]);
  }
  const int end = cells.back().place.right;
  if (is_digit(cells.back()) && may_go_on(strip, cells.back(), Side::Right)) {
    result.push_back(unread_between(end, end + pitch));
  }
  return result;
}

bool is_line(const Cells& cells) {
  const auto accepted = std::ranges::count_if(cells, &Judgement::is_accepted);
  const auto symbols = std::ranges::count_if(
      cells, [](const Judgement& cell) { return cell.is_accepted && !is_digit(cell); });
  return accepted >= accepted_min && symbols >= symbols_min &&
         static_cast<double>(accepted) >= accepted_share_min * static_cast<double>(cells.size());
}

SymbolRead spell(const Strip& strip, const Judgement& cell) {
  const cv::Rect area{left_edge(cell), cell.place.top, cell.place.right - left_edge(cell),
                      glyph_samples};
  SymbolRead read{.symbol = "?",
                  .confidence = cell.confidence(),
                  .box = box_on_picture(strip, area),
                  .best = {},
                  .second = {},
                  .error = error_of(cell)};
  if (cell.correlation <= 0) return read;
  read.best = e13b_glyphs()[cell.glyph].symbol;
  if (cell.is_accepted) read.symbol = read.best;
  const auto second = second_choice(cell);
  if (second.glyph == cell.glyph) return read;
  read.second = e13b_glyphs()[second.glyph].symbol;
  read.second_chance = second.chance;
  return read;
}

}  // namespace

std::optional<MicrRead> assemble(const Strip& strip, const Cells& judged) {
  Cells cells = within_reach(without_empty_ones(strip, judged));
  if (!is_line(cells)) return std::nullopt;
  cells = with_unexplained_ink(strip, cells);
  MicrRead read;
  read.confidence = 1;
  std::string raw;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0 && pitches_between(cells[i - 1], cells[i]) >= gap_pitches) raw += ' ';
    read.symbols.push_back(spell(strip, cells[i]));
    raw += read.symbols.back().symbol;
    read.confidence = cells[i].is_accepted ? std::min(read.confidence, cells[i].confidence()) : 0;
  }
  read.error = error_of_line(read.symbols);
  const int left = left_edge(cells.front());
  read.box =
      box_on_picture(strip, {left, strip_margin, cells.back().place.right - left, glyph_samples});
  auto line = parse_micr_line(raw, Gaps::MayHideDigits);
  ENSURE(line.has_value());
  read.line = *std::move(line);
  return read;
}

}  // namespace lockbox::encode
