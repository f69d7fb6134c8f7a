#include "core/clock.h"

#include <fmt/format.h>

#include <charconv>

#include "core/business_day.h"

namespace lockbox {

namespace {

/// The number at that place of the text; 0 where there is none.
int number_at(std::string_view text, std::size_t at, std::size_t digits) {
  int number = 0;
  const auto part = text.substr(at, digits);
  std::from_chars(part.data(), part.data() + part.size(), number);
  return number;
}

}  // namespace

std::string to_string(Instant instant) {
  const auto midnight = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{midnight};
  const std::chrono::hh_mm_ss time{instant - midnight};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

Result<Instant> parse_instant(std::string_view text) {
  constexpr std::string_view pattern = "YYYY-MM-DDThh:mm:ss.mmmZ";
  constexpr std::size_t hour_at = 11;
  constexpr std::size_t minute_at = 14;
  constexpr std::size_t second_at = 17;
  constexpr std::size_t millisecond_at = 20;
  const auto day = BusinessDay::parse(text.substr(0, std::string_view{"YYYY-MM-DD"}.size()));
  if (day && text.size() == pattern.size()) {
    const Instant instant = std::chrono::sys_days{day->date()} +
                            std::chrono::hours{number_at(text, hour_at, 2)} +
                            std::chrono::minutes{number_at(text, minute_at, 2)} +
                            std::chrono::seconds{number_at(text, second_at, 2)} +
                            std::chrono::milliseconds{number_at(text, millisecond_at, 3)};
    // One instant has one spelling, so whatever is spelled otherwise is none.
    if (to_string(instant) == text) return instant;
  }
  return fail(ErrorCode::InvalidInput, "An instant is written as in 2026-11-23T14:05:09.120Z.");
}

Instant SystemClock::now() const {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace lockbox
