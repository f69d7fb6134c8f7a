#include "core/business_day.h"

#include <fmt/format.h>

#include "core/check.h"

namespace lockbox {
namespace {

/// The number that `text` spells in digits, or -1.
int digits_value(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Result<BusinessDay> BusinessDay::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return fail(ErrorCode::InvalidInput, "A business day is written as in 2026-11-23.");
  }
  const int year = digits_value(text.substr(0, 4));
  const int month = digits_value(text.substr(5, 2));
  const int day = digits_value(text.substr(8, 2));
  if (year < 1 || month < 1 || day < 1) {
    return fail(ErrorCode::InvalidInput, "A business day is written as in 2026-11-23.");
  }
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) {
    return fail(ErrorCode::InvalidInput, "The calendar has no day " + std::string{text} + ".");
  }
  return BusinessDay{date};
}

BusinessDay BusinessDay::of(std::chrono::year_month_day date) {
  ENSURE(date.ok());
  return BusinessDay{date};
}

std::string BusinessDay::to_string() const {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date_.year()),
                     static_cast<unsigned>(date_.month()), static_cast<unsigned>(date_.day()));
}

std::int64_t days_between(const BusinessDay& from, const BusinessDay& to) {
  return (std::chrono::sys_days{to.date()} - std::chrono::sys_days{from.date()}).count();
}

BusinessDay days_after(const BusinessDay& day, std::int64_t days) {
  return BusinessDay::of(std::chrono::sys_days{day.date()} + std::chrono::days{days});
}

bool is_weekend(const BusinessDay& day) {
  const std::chrono::weekday weekday{std::chrono::sys_days{day.date()}};
  return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

}  // namespace lockbox
