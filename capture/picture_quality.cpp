#include "capture/picture_quality.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "capture/picture_decoding.h"
#include "encode/image/quality/image_quality.h"

namespace lockbox::capture {
namespace {

constexpr double thousandths = 1000;

std::int64_t to_thousandths(double figure) {
  return std::llround(figure * thousandths);
}

deposit::SideQuality side_quality(Side side, const encode::ImageQuality& measured) {
  deposit::SideQuality quality;
  quality.side = side;
  for (std::size_t i = 0; i < measured.figures.size(); ++i) {
    const auto& figure = measured.figures.at(i);
    if (!figure) continue;
    quality.figures.emplace(encode::quality_measure_names.at(i), to_thousandths(*figure));
  }
  return quality;
}

void add_faults(deposit::SideQuality& quality, const encode::ImageQuality& measured,
                const encode::QualityLimits& limits) {
  for (const auto& finding : quality_conditions(measured, limits, quality.side)) {
    if (finding.verdict != encode::QualityVerdict::Present) continue;
    quality.faults.push_back(
        {.condition = std::string{name_of(encode::quality_condition_names, finding.condition)},
         .measure = std::string{name_of(encode::quality_measure_names, finding.rule.measure)},
         .figure_thousandths = to_thousandths(finding.figure),
         .limit_thousandths = to_thousandths(finding.rule.limit)});
  }
}

}  // namespace

std::vector<deposit::SideQuality> picture_quality(MeasuredSides measured, encode::PageKind kind,
                                                  const encode::QualityLimits& limits) {
  auto& [of_front, of_rear] = measured;
  if (of_rear) compare_sizes(of_front, *of_rear);
  std::vector<deposit::SideQuality> sides{side_quality(Side::Front, of_front)};
  if (of_rear) sides.push_back(side_quality(Side::Rear, *of_rear));
  if (kind == encode::PageKind::Correspondence) return sides;
  add_faults(sides.front(), of_front, limits);
  if (of_rear) add_faults(sides.back(), *of_rear, limits);
  return sides;
}

bool is_refusing(const deposit::QualityFault& fault, const encode::QualityLimits& limits) {
  return std::any_of(limits.refusing.begin(), limits.refusing.end(), [&](const auto condition) {
    return name_of(encode::quality_condition_names, condition) == fault.condition;
  });
}

std::optional<deposit::DocumentFault> quality_refusal(
    const DocumentPictures& pictures, const std::vector<deposit::SideQuality>& quality,
    const encode::QualityLimits& limits) {
  std::string reasons;
  for (const auto& side : quality) {
    const auto& file = side.side == Side::Front ? pictures.front.file : pictures.rear->file;
    for (const auto& fault : side.faults) {
      if (!is_refusing(fault, limits)) continue;
      reasons +=
          fmt::format("{}{}: {}", reasons.empty() ? "" : "; ", file, quality_sentence(fault));
    }
  }
  if (reasons.empty()) return std::nullopt;
  return document_fault(drivers::FaultCode::ImageQuality, reasons + ".");
}

std::string quality_sentence(const deposit::QualityFault& fault) {
  const auto condition =
      parse_name<encode::QualityCondition>(encode::quality_condition_names, fault.condition);
  const auto measure =
      parse_name<encode::QualityMeasure>(encode::quality_measure_names, fault.measure);
  // A name of a later version of the program still says what it is.
  if (!condition || !measure) return fault.condition;
  return encode::to_sentence({.condition = *condition,
                              .measure = *measure,
                              .figure = static_cast<double>(fault.figure_thousandths) / thousandths,
                              .limit = static_cast<double>(fault.limit_thousandths) / thousandths});
}

}  // namespace lockbox::capture
