#include "encode/micr/e13b_assemble.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <optional>
#include <span>

#include "core/check.h"
#include "encode/micr/e13b_calibration.h"
#include "encode/micr/e13b_cells.h"
#include "encode/micr/e13b_overprint.h"
#include "encode/micr/line_error.h"

namespace lockbox::encode {
namespace {

constexpr std::size_t first_symbol_glyph = 10;  ///< Glyphs from here on are not digits.
constexpr std::size_t transit_glyph = first_symbol_glyph;
constexpr std::size_t dash_glyph = 13;
constexpr double accepted_share_min = 0.6;
constexpr double gap_pitches = 1.5;
/// How near two symbols may be printed, right edge to right edge.
constexpr int nearest_samples = static_cast<int>(pitch_samples) - drift_samples;

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

/// How sure the network must be that there is no glyph where one would have room, and where a
/// glyph would show less of its ink than any other on the line.
constexpr float surely_empty = 0.99F;
constexpr float rather_empty = 0.5F;

/// Whether the network says so of every place around `right`, whatever ink runs across.  A glyph
/// may have been printed beside its place, and above or below it.
bool is_empty(const Strip& strip, int right, float chance_min) {
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

/// A strip and what is read on it.
class Line {
 public:
  Line(const Strip& on, const Cells& read) : strip{on}, cells_{read} {}

  /// How much of its ink a symbol of the line shows at least; measured when it is first asked for,
  /// since most lines have no ink that needs an explanation.
  [[nodiscard]] double coverage() const {
    if (!coverage_) coverage_ = least_coverage(strip, cells_);
    return *coverage_;
  }

  const Strip& strip;

 private:
  const Cells& cells_;
  mutable std::optional<double> coverage_;
};

/// Leaves out what was taken for a cell and is only a rule or a streak: both witnesses say so, and
/// there is no other ink.
Cells without_empty_ones(const Strip& strip, Cells cells) {
  constexpr double correlation_max = 0.5;
  constexpr float chance_min = 0.9F;
  std::erase_if(cells, [&strip](const Judgement& cell) {
    return cell.correlation < correlation_max && cell.chances[nothing_glyph] >= chance_min &&
           !has_stray_ink(strip, {left_edge(cell), cell.place.right});
  });
  return cells;
}

/// The right edges that a symbol can have in place of a cell, at a distance from those beside it.
Stretch edges_around(std::span<const Judgement> cells, std::size_t i) {
  Stretch edges{cells[i].place.right - drift_samples, cells[i].place.right + drift_samples + 1};
  if (i > 0 && cells[i - 1].is_accepted) {
    edges.left = std::max(edges.left, cells[i - 1].place.right + nearest_samples);
  }
  if (i + 1 < cells.size() && cells[i + 1].is_accepted) {
    edges.right = std::min(edges.right, cells[i + 1].place.right - nearest_samples + 1);
  }
  return edges;
}

/// Leaves out what was taken for a cell and was only written across the line.
Cells without_overprint(const Line& line, const Cells& cells) {
  Cells kept;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto& cell = cells[i];
    const bool is_nothing =
        !cell.is_accepted && cell.chances[nothing_glyph] >= rather_empty &&
        room_for_symbol(line.strip, edges_around(cells, i), line.coverage()) == Room::None &&
        (comes_from_outside(line.strip, {left_edge(cell), cell.place.right}) ||
         is_as_light_as_around(line.strip, {left_edge(cell), cell.place.right}) ||
         is_empty(line.strip, cell.place.right, rather_empty));
    if (!is_nothing) kept.push_back(cell);
  }
  return kept;
}

/// Leaves out cells before the first and after the last accepted one, unless they touch the line;
/// or, on what was cut out around it, may be symbols of it.
Cells within_reach(const Cells& cells, const LineDemands& demands) {
  const auto accepted = [](const Judgement& cell) { return cell.is_accepted; };
  const auto belongs = [&demands](const Judgement& cell, double pitches) {
    const bool may_be_symbol = cell.chances[nothing_glyph] < rather_empty;
    return pitches < gap_pitches || (demands.is_cut_out && may_be_symbol);
  };
  auto first = std::ranges::find_if(cells, accepted);
  auto last = std::find_if(cells.rbegin(), cells.rend(), accepted).base();
  if (first == cells.end()) return {};
  while (first != cells.begin() && belongs(*(first - 1), pitches_between(*(first - 1), *first))) {
    --first;
  }
  while (last != cells.end() && belongs(*last, pitches_between(*(last - 1), *last))) ++last;
  return {first, last};
}

Judgement unread_between(int left, int right) {
  return {.place = {.right = (left + right) / 2 + samples_per_module, .top = strip_margin}};
}

enum class Side { Left, Right };

/// What is beside a cell, to the left or to the right.
struct Beside {
  int limit = 0;  ///< Where another symbol or nothing of interest begins.
  Stretch edges;  ///< The right edges that a symbol can have there.
};

/// Whether the positions on that side of a cell, up to two of them, hold ink that may be a
/// symbol's.
bool may_have_neighbour(const Line& line, const Judgement& cell, Side side, const Beside& beside) {
  constexpr int reach = static_cast<int>(2 * pitch_samples);
  const bool to_right = side == Side::Right;
  const int near = to_right ? cell.place.right + clear_samples : left_edge(cell) - clear_samples;
  const int far =
      to_right ? std::min(beside.limit, near + reach) : std::max(beside.limit, near - reach);
  const Stretch ink{std::min(near, far), std::max(near, far)};
  if (!has_stray_ink(line.strip, ink)) return false;
  const auto room = room_for_symbol(line.strip, beside.edges, line.coverage());
  if (room == Room::Covered) return true;
  if (room == Room::None &&
      (comes_from_outside(line.strip, ink) || is_as_light_as_around(line.strip, ink))) {
    return false;
  }
  const float chance_min = room == Room::None ? rather_empty : surely_empty;
  const auto positions = std::lround((std::abs(far - near) + clear_samples) / pitch_samples);
  for (long i = 1; i <= std::max(positions, 1L); ++i) {
    const auto away = static_cast<int>(std::lround(static_cast<double>(i) * pitch_samples));
    const int right = cell.place.right + (to_right ? away : -away);
    if (!is_empty(line.strip, right, chance_min)) return true;
  }
  return false;
}

/// Whether a cell at an end of the line may have had a neighbour: ink where the next symbol would
/// be, or a picture that ends before it.  There may be a blank between two fields.
bool may_go_on(const Line& line, const Judgement& cell, Side side) {
  const auto reach = static_cast<int>((is_digit(cell) ? 1 : 2) * pitch_samples);
  const int right = cell.place.right;
  const Beside beside =
      side == Side::Right
          ? Beside{right + reach, {right + nearest_samples, right + reach + drift_samples}}
          : Beside{left_edge(cell) - reach,
                   {right - reach - drift_samples, right - nearest_samples + 1}};
  return beside.limit < 0 || beside.limit > line.strip.darkness.cols ||
         may_have_neighbour(line, cell, side, beside);
}

/// Whether a number goes on or begins behind the cell.  Behind a field that its symbol has closed
/// there may be nothing, or the next field's symbol.
bool leaves_number_open(const Judgement& cell) {
  return is_digit(cell) || cell.glyph == transit_glyph || cell.glyph == dash_glyph;
}

/// Whether the gap between two cells hides a symbol.  Where a number may be there must be no ink,
/// as it may be a digit's.
bool hides_a_symbol(const Line& line, const Judgement& left, const Judgement& right) {
  const Stretch edges{left.place.right + nearest_samples, right.place.right - nearest_samples + 1};
  const Beside to_right{left_edge(right) - clear_samples, edges};
  const Beside to_left{left.place.right + clear_samples, edges};
  return (leaves_number_open(left) && may_have_neighbour(line, left, Side::Right, to_right)) ||
         (is_digit(right) && may_have_neighbour(line, right, Side::Left, to_left));
}

/// Puts a refused cell where ink is left over: between cells, and beyond either end,
/// where a lost symbol would otherwise make a number look shorter than it is.
Cells with_unexplained_ink(const Line& line, const Cells& cells) {
  constexpr int pitch = static_cast<int>(pitch_samples);
  Cells result;
  const int start = left_edge(cells.front());
  if (is_digit(cells.front()) && may_go_on(line, cells.front(), Side::Left)) {
    result.push_back(unread_between(start - pitch, start));
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0 && pitches_between(cells[i - 1], cells[i]) >= gap_pitches &&
        hides_a_symbol(line, cells[i - 1], cells[i])) {
      result.push_back(unread_between(cells[i - 1].place.right, left_edge(cells[i])));
    }
    result.push_back(cells[i]);
  }
  const int end = cells.back().place.right;
  if (leaves_number_open(cells.back()) && may_go_on(line, cells.back(), Side::Right)) {
    result.push_back(unread_between(end, end + pitch));
  }
  return result;
}

bool is_line(const Cells& cells, const LineDemands& demands) {
  const auto accepted = std::ranges::count_if(cells, &Judgement::is_accepted);
  const auto symbols = std::ranges::count_if(
      cells, [](const Judgement& cell) { return cell.is_accepted && !is_digit(cell); });
  return accepted >= demands.accepted_min && symbols >= demands.symbols_min &&
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

std::optional<MicrRead> assemble(const Strip& strip, const Cells& judged,
                                 const LineDemands& demands) {
  const Cells read = within_reach(without_empty_ones(strip, judged), demands);
  if (!is_line(read, demands)) return std::nullopt;
  const Line line{strip, read};
  const Cells cells =
      with_unexplained_ink(line, within_reach(without_overprint(line, read), demands));
  MicrRead result;
  result.confidence = 1;
  std::string raw;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0 && pitches_between(cells[i - 1], cells[i]) >= gap_pitches) raw += ' ';
    result.symbols.push_back(spell(strip, cells[i]));
    raw += result.symbols.back().symbol;
    result.confidence =
        cells[i].is_accepted ? std::min(result.confidence, cells[i].confidence()) : 0;
  }
  result.error = error_of_line(result.symbols);
  const int left = left_edge(cells.front());
  result.box =
      box_on_picture(strip, {left, strip_margin, cells.back().place.right - left, glyph_samples});
  auto parsed = parse_micr_line(raw, Gaps::MayHideDigits);
  ENSURE(parsed.has_value());
  result.line = *std::move(parsed);
  return result;
}

}  // namespace lockbox::encode
