#pragma once

/// @file
/// Image quality assessment: figures are measured on a picture, limits turn them into conditions.

#include <array>
#include <optional>
#include <string>

#include "core/image_store.h"
#include "encode/image/bitonal_page.h"
#include "encode/image/quality/quality_limits.h"

namespace lockbox::encode {

/// The figures of one side, each in the unit that its measure names; absent what could not be
/// measured: lengths on a picture without resolution, gray levels on one with one bit a pixel, the
/// cash letter's file of what goes into none.
struct ImageQuality {
  std::array<std::optional<double>, quality_measure_count> figures;

  [[nodiscard]] std::optional<double> figure(QualityMeasure measure) const {
    return figures.at(static_cast<std::size_t>(measure));
  }
  void set(QualityMeasure measure, double figure) {
    figures.at(static_cast<std::size_t>(measure)) = figure;
  }
};

/// Measures one side as scanned.  Any resolution; a page with more
/// than 6 degrees of skew has none, and what is lost in white surroundings is not seen.
[[nodiscard]] ImageQuality measure_quality(const GrayImage& image);
[[nodiscard]] ImageQuality measure_quality(const BitonalPage& page);

/// Sets how far the sizes of front and rear differ on both of them, where both are known.
void compare_sizes(ImageQuality& front, ImageQuality& rear);

/// The values of ANSI X9.100-187, record type 54.
enum class QualityVerdict { NotTested = 0, Present = 1, Absent = 2 };

struct QualityFinding {
  QualityCondition condition = QualityCondition::Blank;
  QualityVerdict verdict = QualityVerdict::NotTested;
  QualityRule rule;   ///< The rule that was broken, when the condition is present.
  double figure = 0;  ///< What broke it.
};
using QualityFindings = std::array<QualityFinding, quality_condition_count>;

/// One finding for each condition, in their order.
[[nodiscard]] QualityFindings quality_conditions(const ImageQuality& quality,
                                                 const QualityLimits& limits, Side side);

/// A figure beside the limit that it passes, both in the unit of the measure.
struct PassedLimit {
  QualityCondition condition = QualityCondition::Blank;
  QualityMeasure measure = QualityMeasure::InkPercent;
  double figure = 0;
  double limit = 0;
};
/// For people: "too dark: ink 43.1 % of the page, at most 35 %".
[[nodiscard]] std::string to_sentence(const PassedLimit& passed);

}  // namespace lockbox::encode
