#include "service/config/quality_table.h"

#include <fmt/format.h>

namespace lockbox::service {
namespace {

std::vector<encode::QualityCondition> read_refused(TableReader& table) {
  std::vector<encode::QualityCondition> refused;
  for (const auto& element : table.texts("refuse")) {
    const auto condition =
        parse_name<encode::QualityCondition>(encode::quality_condition_names, element.text);
    if (condition) {
      refused.push_back(*condition);
    } else {
      table.fault_at(element.place, "refuse",
                     fmt::format("'{}' is no condition; they are {}.", element.text,
                                 fmt::join(encode::quality_condition_names, ", ")));
    }
  }
  return refused;
}

}  // namespace

encode::QualityLimits read_image_quality(TableReader& file) {
  encode::QualityLimits limits;
  auto table = file.table("image_quality", TableReader::Presence::Optional);
  if (!table) return limits;
  if (table->place_of("refuse")) limits.refusing = read_refused(*table);
  for (auto& rule : limits.rules) {
    rule.limit = table->optional_number(limit_name(rule)).value_or(rule.limit);
  }
  table->refuse_unknown_keys();
  return limits;
}

}  // namespace lockbox::service
