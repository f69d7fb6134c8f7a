#include "core/clock.h"

#include "support/catch.h"
#include "support/fixed_clock.h"

namespace lockbox {
namespace {

using std::chrono::milliseconds;

TEST_CASE("An instant is printed in UTC to the millisecond", "[core][clock]") {
  const std::chrono::sys_days day{std::chrono::year{2026} / 11 / 23};
  const Instant instant =
      day + std::chrono::hours{14} + std::chrono::minutes{5} + milliseconds{9'120};
  CHECK(to_string(instant) == "2026-11-23T14:05:09.120Z");
  CHECK(to_string(Instant{}) == "1970-01-01T00:00:00.000Z");
  CHECK(to_string(Instant{milliseconds{-1}}) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("An instant is read back from its one spelling only", "[core][clock]") {
  for (const auto* const text : {"2026-11-23T14:05:09.120Z", "1970-01-01T00:00:00.000Z",
                                 "1969-12-31T23:59:59.999Z", "2024-02-29T00:00:00.001Z"}) {
    CHECK(to_string(parse_instant(text).value()) == text);
  }
  for (const auto* const text :
       {"", "2026-11-23", "2026-11-23T14:05:09Z", "2026-11-23 14:05:09.120Z",
        "2026-11-23T24:05:09.120Z", "2026-11-23T14:60:09.120Z", "2026-11-23T14:05:-9.120Z",
        "2026-02-29T14:05:09.120Z", "2026-11-23T14:05:09.120Z ", "2026-11-23T14:05:09.1x0Z"}) {
    INFO(text);
    CHECK_FALSE(parse_instant(text).has_value());
  }
}

TEST_CASE("The clock for tests steps by a millisecond and can be advanced", "[core][clock]") {
  test::FixedClock clock;
  const auto first = clock.now();
  CHECK(clock.now() - first == milliseconds{1});
  clock.advance(milliseconds{500});
  CHECK(clock.now() - first == milliseconds{502});
}

}  // namespace
}  // namespace lockbox
