#include "core/local_time.h"

#include <cstdlib>
#include <ctime>

#include <fmt/format.h>

#include "core/check.h"

namespace lockbox {
namespace {

constexpr int hours_per_day = 24;
constexpr int minutes_per_hour = 60;
constexpr int tm_year_zero = 1900;

/// The number that two digits write, or -1.
int two_digits(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : -1; };
  const int tens = digit(text[0]);
  const int ones = digit(text[1]);
  return tens < 0 || ones < 0 ? -1 : 10 * tens + ones;
}

}  // namespace

Result<TimeOfDay> TimeOfDay::parse(std::string_view text) {
  if (text.size() == 5 && text[2] == ':') {
    const int hour = two_digits(text.substr(0, 2));
    const int minute = two_digits(text.substr(3));
    if (hour >= 0 && hour < hours_per_day && minute >= 0 && minute < minutes_per_hour) {
      return TimeOfDay{hour * minutes_per_hour + minute};
    }
  }
  return fail(ErrorCode::InvalidInput, "A time of the day is written as in 14:00.");
}

std::string TimeOfDay::to_string() const {
  return fmt::format("{:02}:{:02}", hour(), minute());
}

LocalTime LocalTime::of(Instant instant) {
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
  std::tm local{};
  ENSURE(::localtime_r(&seconds, &local) != nullptr);
  const auto day = BusinessDay::parse(fmt::format("{:04}-{:02}-{:02}", local.tm_year + tm_year_zero,
                                                  local.tm_mon + 1, local.tm_mday));
  ENSURE(day);
  return {*day, TimeOfDay{local.tm_hour * minutes_per_hour + local.tm_min}};
}

Instant LocalTime::instant() const {
  const auto date = day.date();
  std::tm local{};
  local.tm_year = static_cast<int>(date.year()) - tm_year_zero;
  local.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
  local.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
  local.tm_hour = time.hour();
  local.tm_min = time.minute();
  local.tm_isdst = -1;  // The zone says which.
  return Instant{std::chrono::seconds{std::mktime(&local)}};
}

void use_time_zone(const std::string& zone) {
  ::setenv("TZ", zone.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
  ::tzset();
}

}  // namespace lockbox
