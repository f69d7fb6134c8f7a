#include "core/local_time.h"

#include "support/catch.h"

namespace lockbox {
namespace {

LocalTime local(const char* day, const char* time) {
  return {BusinessDay::parse(day).value(), TimeOfDay::parse(time).value()};
}

TEST_CASE("A time of the day has one spelling", "[core][local_time]") {
  for (const auto* const text : {"00:00", "09:05", "14:00", "23:59"}) {
    CHECK(TimeOfDay::parse(text).value().to_string() == text);
  }
  for (const auto* const text : {"", "9:05", "14", "14:0", "24:00", "14:60", "14.00", "2 pm",
                                 "-1:00", "14:00:00", "1a:00"}) {
    INFO(text);
    CHECK_FALSE(TimeOfDay::parse(text).has_value());
  }
  CHECK(TimeOfDay::parse("09:05").value() < TimeOfDay::parse("14:00").value());
}

TEST_CASE("The clock on the wall follows the zone through both changes of a year",
          "[core][local_time]") {
  use_time_zone("America/Chicago");
  CHECK(to_string(local("2026-03-07", "14:00").instant()) == "2026-03-07T20:00:00.000Z");
  CHECK(to_string(local("2026-03-08", "14:00").instant()) == "2026-03-08T19:00:00.000Z");
  CHECK(to_string(local("2026-11-01", "14:00").instant()) == "2026-11-01T20:00:00.000Z");
  // 02:30 does not exist in the night in which clocks are put forward.
  CHECK(to_string(local("2026-03-08", "02:30").instant()) == "2026-03-08T08:30:00.000Z");

  const auto evening = LocalTime::of(parse_instant("2026-11-24T01:59:59.999Z").value());
  CHECK(evening.day.to_string() == "2026-11-23");
  CHECK(evening.time.to_string() == "19:59");
  use_time_zone("UTC");
  const auto same = LocalTime::of(parse_instant("2026-11-24T01:59:59.999Z").value());
  CHECK(same.day.to_string() == "2026-11-24");
  CHECK(same.time.to_string() == "01:59");
}

}  // namespace
}  // namespace lockbox
