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

TEST_CASE("The clock for tests steps by a millisecond and can be advanced", "[core][clock]") {
  test::FixedClock clock;
  const auto first = clock.now();
  CHECK(clock.now() - first == milliseconds{1});
  clock.advance(milliseconds{500});
  CHECK(clock.now() - first == milliseconds{502});
}

}  // namespace
}  // namespace lockbox
