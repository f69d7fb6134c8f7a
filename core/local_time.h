#pragma once

/// @file
/// Instants by the clock on the office's wall: the one place that knows the zone of the process.

#include <compare>
#include <string>
#include <string_view>

#include "core/business_day.h"
#include "core/clock.h"
#include "core/result.h"

namespace lockbox {

/// A time of the day to the minute, 00:00 to 23:59.
class TimeOfDay {
 public:
  /// Parses "14:00"; hours and minutes have two digits.
  [[nodiscard]] static Result<TimeOfDay> parse(std::string_view text);
  /// Midnight.
  TimeOfDay() = default;

  [[nodiscard]] int hour() const { return minutes_ / 60; }
  [[nodiscard]] int minute() const { return minutes_ % 60; }
  /// "14:00".
  [[nodiscard]] std::string to_string() const;
  friend auto operator<=>(const TimeOfDay&, const TimeOfDay&) = default;

 private:
  friend struct LocalTime;
  explicit TimeOfDay(int minutes) : minutes_{minutes} {}

  int minutes_ = 0;
};

/// What calendar and clock on the wall show.
struct LocalTime {
  BusinessDay day;  ///< The calendar's; it says nothing about which business day is open.
  TimeOfDay time;   ///< Seconds are cut off.

  [[nodiscard]] static LocalTime of(Instant instant);
  /// A time that a change of clocks leaves out counts as if clocks had not changed.
  [[nodiscard]] Instant instant() const;
};

/// Makes `zone`, e.g. "America/Chicago", the zone of this process.  Call it before any thread runs
/// that reads local times.
void use_time_zone(const std::string& zone);

}  // namespace lockbox
