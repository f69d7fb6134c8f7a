#include "service/bench/calibration.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "encode/micr/e13b_assemble.h"
#include "encode/micr/e13b_cells.h"
#include "encode/micr/e13b_judge.h"
#include "encode/micr/training/glyph_samples.h"
#include "encode/micr/training/line_drawing.h"

namespace lockbox::service {

namespace {

namespace network = encode::network;
namespace training = encode::training;

/// Training draws from the seeds that people give, times a thousand; their complements are far
/// from those.
Chance held_out_chance(const ReadingBenchRequest& lines) {
  return Chance{~lines.seed};
}

std::vector<ClaimBin> empty_bins() {
  constexpr std::array ends{1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 1e-3, 1e-4, 1e-5};
  std::vector<ClaimBin> bins;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    ClaimBin bin;
    bin.end = ends[i];
    bin.least = i + 1 < ends.size() ? ends[i + 1] : 0;
    bins.push_back(bin);
  }
  return bins;
}

void count_claim(Reliability& result, const encode::GlyphChances& chances, std::size_t label) {
  const auto best = std::ranges::max_element(chances);
  const auto named = static_cast<std::size_t>(best - chances.begin());
  if (label != encode::nothing_glyph) {
    ++result.missed.of;
    if (named == encode::nothing_glyph) ++result.missed.count;
  }
  if (named == encode::nothing_glyph) return;  // Nothing is claimed, so nothing can be wrong.
  const double error = 1 - static_cast<double>(*best);
  const auto holds = [error](const ClaimBin& bin) { return error >= bin.least; };
  auto& bin = *std::ranges::find_if(result.bins, holds);
  bin.claimed_sum += error;
  ++bin.wrong.of;
  if (named != label) ++bin.wrong.count;
}

/// What stands at a place, or nothing if no drawn glyph is near it.
const training::LabelledPlace* glyph_near(const training::LabelledLine& line,
                                          const encode::Place& place) {
  constexpr double near = encode::pitch_samples / 3;
  const auto distance = [&place](const training::LabelledPlace& glyph) {
    return std::abs(glyph.corner.x - place.right);
  };
  const auto nearest = std::ranges::min_element(line.places, {}, distance);
  return nearest == line.places.end() || distance(*nearest) > near ? nullptr : &*nearest;
}

std::vector<encode::Judgement> judge_line(const encode::Strip& strip) {
  const auto places = encode::find_cells(strip);
  std::vector<encode::Judgement> cells;
  if (places.empty()) return cells;
  const auto& templates = encode::choose_rendering(strip, places);
  for (const auto& place : places) cells.push_back(encode::judge_shape(strip, place, templates));
  for (auto& cell : cells) encode::ask_network(strip, cell);
  encode::accept(cells);
  return cells;
}

bool is_right(const encode::Judgement& cell, const training::LabelledLine& line) {
  const auto* glyph = glyph_near(line, cell.place);
  return glyph != nullptr && glyph->label == cell.glyph;
}

void count_evidence(Acceptance& result, const training::LabelledLine& line,
                    const std::vector<encode::Judgement>& cells) {
  if (!encode::assemble(line.strip, cells)) return;
  for (const auto& cell : cells) {
    if (!cell.is_accepted) continue;
    count(!is_right(cell, line), result.wrong_by_evidence.at(encode::evidence_row_of(cell)));
  }
}

void count_line(AcceptanceRow& row, const training::LabelledLine& line,
                const std::vector<encode::Judgement>& cells) {
  const auto is_glyph = [](const training::LabelledPlace& place) {
    return place.label != encode::nothing_glyph;
  };
  const auto printed = std::ranges::count_if(line.places, is_glyph);
  std::int64_t right = 0;
  std::int64_t wrong = 0;
  for (const auto& cell : cells) {
    if (cell.is_accepted) ++(is_right(cell, line) ? right : wrong);
  }
  row.accepted.of += printed;
  row.accepted.count += right;
  row.accepted_wrong.of += right + wrong;
  row.accepted_wrong.count += wrong;
  if (printed == 0) return;  // Of another type face: it can only be wrong.
  ++row.whole.of;
  if (right == printed && wrong == 0) ++row.whole.count;
}

}  // namespace

double ClaimBin::claimed() const {
  return wrong.of == 0 ? 0 : claimed_sum / static_cast<double>(wrong.of);
}

Reliability measure_reliability(std::span<const float> weights, const ReadingBenchRequest& lines) {
  Reliability result{.bins = empty_bins(), .missed = {}};
  Chance chance = held_out_chance(lines);
  for (int i = 0; i < lines.images; ++i) {
    const auto line = training::label_line(training::draw_line(chance), chance);
    for (const auto& sample : training::cut_samples(line, chance)) {
      count_claim(result, network::look_at(weights, sample.window).chances, sample.label);
    }
  }
  return result;
}

Acceptance measure_acceptance(const ReadingBenchRequest& lines) {
  Acceptance result;
  auto& rows = result.by_severity;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].severity_least = static_cast<double>(i) / acceptance_rows;
    rows[i].severity_end = static_cast<double>(i + 1) / acceptance_rows;
  }
  Chance chance = held_out_chance(lines);
  for (int i = 0; i < lines.images; ++i) {
    const auto drawn = training::draw_line(chance);
    auto& row = rows[static_cast<std::size_t>(drawn.severity * acceptance_rows)];
    const auto wrong_before = row.accepted_wrong.count;
    const auto line = training::place_glyphs(drawn);
    const auto cells = judge_line(line.strip);
    count_line(row, line, cells);
    count_evidence(result, line, cells);
    ++row.lines_wrong.of;
    if (row.accepted_wrong.count > wrong_before) ++row.lines_wrong.count;
  }
  return result;
}

}  // namespace lockbox::service
