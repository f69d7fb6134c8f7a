#pragma once

#include <string>
#include <vector>

#include "encode/image/quality/quality_condition.h"

namespace lockbox::encode {

enum class QualityBound { Least, Most };
enum class QualitySides { Both, FrontOnly, RearOnly };

/// One limit: the condition is present where the figure passes it.
struct QualityRule {
  QualityCondition condition = QualityCondition::Blank;
  QualityMeasure measure = QualityMeasure::InkPercent;
  QualityBound bound = QualityBound::Least;
  QualitySides sides = QualitySides::Both;
  double limit = 0;  ///< In the unit of the measure.
};

/// The limits that one site keeps.
struct QualityLimits {
  std::vector<QualityRule> rules = default_rules();
  /// For these the picture of a check is refused, and the check scanned again.
  std::vector<QualityCondition> refusing = default_refusing();

  [[nodiscard]] static std::vector<QualityRule> default_rules();
  [[nodiscard]] static std::vector<QualityCondition> default_refusing();
};

/// What a site calls the limit: its condition, measure and bound, "too_dark_ink_percent_max".
[[nodiscard]] std::string limit_name(const QualityRule& rule);

}  // namespace lockbox::encode
