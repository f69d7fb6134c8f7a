#include "encode/image/ruled_lines.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <opencv2/core.hpp>

#include "encode/image/bit_mask.h"
#include "encode/image/ink_marks.h"

namespace lockbox::encode {
namespace {

/// All lengths below are hundredths of an inch: pixels at this resolution.
static_assert(ruled_lines_dpi == 100);
constexpr int rule_length_min = 100;
constexpr int rule_thickness_max = 7;  ///< A page edge on a dark bed is a thick band.
constexpr int crossing_max = 5;        ///< A pen stroke through the rule.
constexpr int piece_length_min = 35;   ///< No letter has a level stroke this long.
constexpr int gap_max = 15;

/// What is no part of a stroke that goes down further than a rule is thick.
BitMask thin_parts(const BitMask& ink) {
  constexpr int reach = rule_thickness_max / 2;
  const auto middles = fold_rows(ink, Fold::All, -reach, reach);
  return without(ink, fold_rows(middles, Fold::Any, -reach, reach));
}

/// Closes what crosses a rule; ink beyond the page's edge would be joined too.
void close_gaps(std::vector<Run>& runs, int columns) {
  constexpr int gap_closed_max = crossing_max - 1;
  if (runs.empty()) return;
  auto last = runs.begin();
  for (auto run = last + 1; run != runs.end(); ++run) {
    if (run->from - last->to <= gap_closed_max) {
      last->to = run->to;
    } else {
      *++last = *run;
    }
  }
  runs.erase(last + 1, runs.end());
  if (runs.front().from <= gap_closed_max / 2) runs.front().from = 0;
  if (runs.back().to >= columns - gap_closed_max / 2) runs.back().to = columns;
}

/// Long enough for a piece of a rule; at the page's edge the other half may be beyond.
bool is_piece(const Run& run, int columns) {
  const bool is_cut_off = run.from == 0 || run.to == columns;
  const int least = is_cut_off ? piece_length_min / 2 + 1 : piece_length_min;
  return run.to - run.from >= least;
}

std::vector<cv::Rect> level_rules(const BitMask& ink) {
  const auto thin = thin_parts(ink);
  BitMask pieces{ink.rows(), ink.columns()};
  std::vector<Run> runs;
  for (int y = 0; y < thin.rows(); ++y) {
    find_runs(thin.row(y), thin.columns(), runs);
    close_gaps(runs, thin.columns());
    for (const auto& run : runs) {
      if (!is_piece(run, thin.columns())) continue;
      mark(pieces.row(y),
           {std::max(run.from - gap_max / 2, 0), std::min(run.to + gap_max / 2, thin.columns())});
    }
  }
  std::vector<cv::Rect> rules;
  // Three rows high joins what climbs by a pixel.
  for (const auto& box : ink_marks(fold_rows(pieces, Fold::Any, -1, 1))) {
    const cv::Rect rule{box.x + gap_max / 2, box.y + 1, box.width - gap_max + 1, box.height - 2};
    if (rule.width >= rule_length_min) rules.push_back(rule);
  }
  return rules;
}

/// Ink on most rows of a narrow upright strip around `x`.
bool has_upright(const cv::Mat& ink, int x, int top, int bottom) {
  constexpr int reach = 4;
  constexpr double share_min = 0.7;
  const cv::Rect strip =
      cv::Rect{x - reach, top, 2 * reach + 1, bottom - top} & cv::Rect{{0, 0}, ink.size()};
  if (strip.empty()) return false;
  cv::Mat rows;
  cv::reduce(ink(strip), rows, 1, cv::REDUCE_MAX);
  return cv::countNonZero(rows) >= share_min * rows.rows;
}

bool bound_a_box(const cv::Mat& ink, const cv::Rect& upper, const cv::Rect& lower) {
  constexpr int offset_max = 8;
  constexpr int height_min = 15;
  constexpr int height_max = 80;
  const int height = lower.y - upper.y;
  return height >= height_min && height <= height_max &&
         std::abs(upper.x - lower.x) <= offset_max &&
         std::abs(upper.br().x - lower.br().x) <= offset_max &&
         has_upright(ink, upper.x, upper.y, lower.y) &&
         has_upright(ink, upper.br().x, upper.y, lower.y);
}

/// Rules of one height are one line of writing: a broken rule, or memo and signature.
struct RuleRow {
  int last_y = 0;
  int left = 0;
  int right = 0;
};

std::vector<RuleRow> rows_of(std::vector<cv::Rect> rules) {
  constexpr int offset_max = 4;
  std::sort(rules.begin(), rules.end(),
            [](const cv::Rect& a, const cv::Rect& b) { return a.y < b.y; });
  std::vector<RuleRow> rows;
  for (const auto& rule : rules) {
    if (rows.empty() || rule.y > rows.back().last_y + offset_max) {
      rows.push_back({.last_y = rule.y, .left = rule.x, .right = rule.br().x});
      continue;
    }
    auto& row = rows.back();
    row.last_y = rule.y;
    row.left = std::min(row.left, rule.x);
    row.right = std::max(row.right, rule.br().x);
  }
  return rows;
}

/// A perforation, a frame or the page's own edge runs through from side to side, or lies in the
/// margin when the scan cut it off.
bool is_for_writing(const RuleRow& row, cv::Size page) {
  constexpr double side_share = 0.015;
  constexpr double margin_share = 0.1;
  const bool runs_through =
      row.left < side_share * page.width && row.right > (1 - side_share) * page.width;
  const bool is_in_margin =
      row.last_y < margin_share * page.height || row.last_y > (1 - margin_share) * page.height;
  return !runs_through && !is_in_margin;
}

}  // namespace

RuledLines find_ruled_lines(const cv::Mat& ink) {
  const auto rules = level_rules(BitMask::of(ink));
  std::vector<bool> of_box(rules.size());
  RuledLines found;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (std::size_t j = 0; j < rules.size(); ++j) {
      if (of_box[i] || of_box[j] || !bound_a_box(ink, rules[i], rules[j])) continue;
      of_box[i] = of_box[j] = true;
      ++found.boxes;
    }
  }
  std::vector<cv::Rect> open_rules;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (!of_box[i]) open_rules.push_back(rules[i]);
  }
  const auto rows = rows_of(std::move(open_rules));
  const auto is_line = [&ink](const RuleRow& row) { return is_for_writing(row, ink.size()); };
  found.writing_lines = static_cast<int>(std::count_if(rows.begin(), rows.end(), is_line));
  return found;
}

}  // namespace lockbox::encode
