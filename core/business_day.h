#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"

namespace lockbox {

/// The day that work belongs to, as the office declared it.  It is stored with the work and
/// never computed from a clock: late mail keeps the day under which it was captured.
class BusinessDay {
 public:
  /// Parses "2026-11-23".  Refuses days that the calendar does not have.
  [[nodiscard]] static Result<BusinessDay> parse(std::string_view text);

  /// The day of a date that the calendar has.  Behind 9999 it is written with five digits, which
  /// `parse` refuses: such days are only ever counted to.
  [[nodiscard]] static BusinessDay of(std::chrono::year_month_day date);

  [[nodiscard]] std::chrono::year_month_day date() const { return date_; }
  /// ISO 8601, "2026-11-23".
  [[nodiscard]] std::string to_string() const;
  friend auto operator<=>(const BusinessDay&, const BusinessDay&) = default;

 private:
  explicit BusinessDay(std::chrono::year_month_day date) : date_{date} {}

  std::chrono::year_month_day date_;
};

/// Calendar days from the one to the other; negative where `to` is the earlier.
[[nodiscard]] std::int64_t days_between(const BusinessDay& from, const BusinessDay& to);
/// So many calendar days later, or earlier.
[[nodiscard]] BusinessDay days_after(const BusinessDay& day, std::int64_t days);
/// Saturday or Sunday.
[[nodiscard]] bool is_weekend(const BusinessDay& day);

}  // namespace lockbox
