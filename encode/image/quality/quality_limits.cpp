#include "encode/image/quality/quality_limits.h"

#include <fmt/format.h>

namespace lockbox::encode {

std::vector<QualityRule> QualityLimits::default_rules() {
  using Condition = QualityCondition;
  using Measure = QualityMeasure;
  constexpr auto least = QualityBound::Least;
  constexpr auto most = QualityBound::Most;
  constexpr auto both = QualitySides::Both;
  constexpr auto front = QualitySides::FrontOnly;
  constexpr auto rear = QualitySides::RearOnly;
  return {
      // ANSI X9.100-160-1: checks are 6 to 8.75 inches wide and 2.75 to 3.67 high.  Half an inch
      // is left to worn paper and to scanners that cut close or wide.
      {Condition::Undersize, Measure::WidthInches, least, both, 5.5},
      {Condition::Undersize, Measure::HeightInches, least, both, 2.25},
      {Condition::Oversize, Measure::WidthInches, most, both, 9.25},
      {Condition::Oversize, Measure::HeightInches, most, both, 4.25},
      // What is missing of a corner or side must not reach print, which keeps a quarter inch off.
      {Condition::FoldedOrTornCorners, Measure::CornerInches, most, both, 0.5},
      {Condition::FoldedOrTornEdges, Measure::EdgeInches, most, both, 0.25},
      {Condition::FramingError, Measure::FramingInches, most, both, 0.25},
      // Reading straightens five degrees; a bank's own reader may not.
      {Condition::ExcessiveSkew, Measure::SkewDegrees, most, both, 4},
      {Condition::Piggyback, Measure::StepInches, most, both, 0.5},
      {Condition::Piggyback, Measure::SecondEdgePercent, most, both, 97},
      {Condition::TooLight, Measure::InkPercent, least, front, 0.8},
      {Condition::TooLight, Measure::ContrastGray, least, front, 40},
      {Condition::TooLight, Measure::StrokePercent, least, front, 70},
      {Condition::TooDark, Measure::InkPercent, most, both, 40},
      {Condition::TooDark, Measure::PaperGray, least, both, 90},
      {Condition::HorizontalStreaks, Measure::Streaks, most, both, 0},
      {Condition::BelowMinimumSize, Measure::ArchiveBytes, least, front, 1'000},
      {Condition::AboveMaximumSize, Measure::ArchiveBytes, most, both, 200'000},
      {Condition::SpotNoise, Measure::SpotsPerSquareInch, most, both, 60},
      {Condition::FrontRearMismatch, Measure::WidthDifferenceInches, most, both, 0.3},
      {Condition::FrontRearMismatch, Measure::HeightDifferenceInches, most, both, 0.3},
      {Condition::CarbonStrip, Measure::StripInches, most, rear, 0.15},
      // The strokes of E-13B are 0.013 inch wide (ANSI X9.100-20); wider edges leave none of them.
      {Condition::OutOfFocus, Measure::BlurInches, most, front, 0.016},
      {Condition::Blank, Measure::InkPercent, least, front, 0.1},
  };
}

std::vector<QualityCondition> QualityLimits::default_refusing() {
  using Condition = QualityCondition;
  return {Condition::Undersize, Condition::Piggyback,        Condition::TooLight,
          Condition::TooDark,   Condition::AboveMaximumSize, Condition::OutOfFocus};
}

std::string limit_name(const QualityRule& rule) {
  return fmt::format("{}_{}_{}", name_of(quality_condition_names, rule.condition),
                     name_of(quality_measure_names, rule.measure),
                     rule.bound == QualityBound::Least ? "min" : "max");
}

}  // namespace lockbox::encode
