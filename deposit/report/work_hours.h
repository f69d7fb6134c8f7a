#pragma once

/// @file
/// What people did, hour by hour and in all, as the history tells it.

#include <map>
#include <string>
#include <tuple>

#include "deposit/report/facts.h"

namespace lockbox::deposit::report {

/// Between two events of a person that lie further apart nobody knows what was done.
inline constexpr std::chrono::minutes pause_max{5};

struct PersonWork {
  std::int64_t documents = 0;  ///< Captured.
  std::int64_t answers = 0;    ///< Questions answered.
  std::int64_t corrected = 0;  ///< Of these, changed later.
  std::int64_t events = 0;     ///< All that the history names the person for.
  std::chrono::milliseconds active{};
};

/// By name.  `facts.events` are in order.
[[nodiscard]] std::map<std::string, PersonWork> work_by_person(const Facts& facts);

/// Date by the calendar on the wall, hour, person.
using HourKey = std::tuple<BusinessDay, int, std::string>;
[[nodiscard]] std::map<HourKey, PersonWork> work_by_hour(const Facts& facts);

}  // namespace lockbox::deposit::report
