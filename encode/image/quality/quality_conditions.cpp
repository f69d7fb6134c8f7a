#include <fmt/format.h>

#include "encode/image/quality/image_quality.h"

namespace lockbox::encode {
namespace {

bool applies_to(const QualityRule& rule, Side side) {
  switch (rule.sides) {
    case QualitySides::Both:
      return true;
    case QualitySides::FrontOnly:
      return side == Side::Front;
    case QualitySides::RearOnly:
      return side == Side::Rear;
  }
  return false;
}

bool is_broken(const QualityRule& rule, double figure) {
  return rule.bound == QualityBound::Least ? figure < rule.limit : figure > rule.limit;
}

QualityFinding& of(QualityFindings& findings, QualityCondition condition) {
  return findings.at(static_cast<std::size_t>(condition));
}

/// How people say a measure, and the unit behind its figures.
struct MeasureWords {
  std::string_view name;
  std::string_view unit;
  int decimals;
};

MeasureWords words_of(QualityMeasure measure) {
  constexpr std::array<MeasureWords, quality_measure_count> words{{
      {"width", " in", 2},
      {"height", " in", 2},
      {"corner", " in", 2},
      {"notch", " in", 2},
      {"background along a side", " in", 2},
      {"skew", " degrees", 1},
      {"step in the outline", " in", 2},
      {"line along the height", " %", 0},
      {"ink", " % of the page", 1},
      {"contrast", " of 255", 0},
      {"gray of the paper", " of 255", 0},
      {"streaks", "", 0},
      {"size in a cash letter", " bytes", 0},
      {"strokes kept in black and white", " %", 0},
      {"spots", " a square inch", 1},
      {"difference in width", " in", 2},
      {"difference in height", " in", 2},
      {"dark band", " in", 2},
      {"width of the edges", " in", 3},
  }};
  return words.at(static_cast<std::size_t>(measure));
}

std::string spaced(std::string_view name) {
  std::string words{name};
  for (auto& letter : words) {
    if (letter == '_') letter = ' ';
  }
  return words;
}

}  // namespace

QualityFindings quality_conditions(const ImageQuality& quality, const QualityLimits& limits,
                                   Side side) {
  QualityFindings findings;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    findings[i].condition = static_cast<QualityCondition>(i);
  }
  for (const auto& rule : limits.rules) {
    const auto figure = quality.figure(rule.measure);
    auto& finding = of(findings, rule.condition);
    if (!figure || !applies_to(rule, side) || finding.verdict == QualityVerdict::Present) continue;
    finding.verdict = QualityVerdict::Absent;
    if (!is_broken(rule, *figure)) continue;
    finding.verdict = QualityVerdict::Present;
    finding.rule = rule;
    finding.figure = *figure;
  }
  // Print that is not there is not light.
  if (of(findings, QualityCondition::Blank).verdict == QualityVerdict::Present) {
    of(findings, QualityCondition::TooLight).verdict = QualityVerdict::NotTested;
  }
  return findings;
}

std::string to_sentence(const PassedLimit& passed) {
  const auto words = words_of(passed.measure);
  return fmt::format("{}: {} {:.{}f}{}, at {} {:g}{}",
                     spaced(name_of(quality_condition_names, passed.condition)), words.name,
                     passed.figure, words.decimals, words.unit,
                     passed.figure < passed.limit ? "least" : "most", passed.limit, words.unit);
}

}  // namespace lockbox::encode
