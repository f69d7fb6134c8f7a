#include "service/auth/throttle.h"

#include "support/catch.h"

using namespace lockbox::service::auth;
using lockbox::Instant;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

constexpr Instant noon =
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{12};

milliseconds wait_after(const ThrottleRule& rule, int failures) {
  return wait_of(rule, {failures, noon}, noon);
}

}  // namespace

TEST_CASE("A person who fails waits a little longer each time, up to half a minute",
          "[auth][throttle]") {
  const auto [failures, wait_s] = GENERATE(table<int, int>({{0, 0},
                                                            {1, 0},
                                                            {2, 0},
                                                            {3, 1},
                                                            {4, 2},
                                                            {5, 4},
                                                            {6, 8},
                                                            {7, 15},
                                                            {8, 30},
                                                            {50, 30},
                                                            {99, 30},
                                                            {100, 900},
                                                            {100'000, 900}}));
  CAPTURE(failures);
  CHECK(wait_after(user_throttle(), failures) == seconds{wait_s});
}

TEST_CASE("An office behind one address has more failures free", "[auth][throttle]") {
  const auto [failures, wait_s] = GENERATE(table<int, int>(
      {{19, 0}, {20, 1}, {25, 5}, {30, 15}, {40, 60}, {60, 300}, {100, 1'800}, {9'999, 1'800}}));
  CAPTURE(failures);
  CHECK(wait_after(address_throttle(), failures) == seconds{wait_s});
}

TEST_CASE("A wait runs down and ends", "[auth][throttle]") {
  const Failures failures{8, noon};
  CHECK(wait_of(user_throttle(), failures, noon + seconds{10}) == seconds{20});
  CHECK(wait_of(user_throttle(), failures, noon + seconds{30}) == seconds{0});
  CHECK(wait_of(user_throttle(), failures, noon + milliseconds{29'999}) == milliseconds{1});
}

TEST_CASE("A day without a failure forgets them", "[auth][throttle]") {
  const Failures failures{500, noon};
  CHECK(wait_of(user_throttle(), failures, noon + hours{24}) == seconds{0});
  CHECK(with_failure(user_throttle(), failures, noon + hours{24}) == Failures{1, noon + hours{24}});
  CHECK(with_failure(user_throttle(), failures, noon + hours{23}).count == 501);
  CHECK(with_failure(user_throttle(), {}, noon) == Failures{1, noon});
}

TEST_CASE("A clock that is set back locks nobody out", "[auth][throttle]") {
  CHECK(wait_of(user_throttle(), {100, noon}, noon - hours{5}) == seconds{0});
}

TEST_CASE("Nobody is ever locked out: a wait ends within half an hour", "[auth][throttle]") {
  CHECK(sign_in_wait({1'000'000, noon}, {1'000'000, noon}, noon) == std::chrono::minutes{30});
}

TEST_CASE("The longer of the two waits holds", "[auth][throttle]") {
  CHECK(sign_in_wait({8, noon}, {1, noon}, noon) == seconds{30});
  CHECK(sign_in_wait({1, noon}, {40, noon}, noon) == seconds{60});
  CHECK(sign_in_wait({}, {}, noon) == seconds{0});
}

TEST_CASE("Guessing at full speed gets a few hundred tries at a name in a day",
          "[auth][throttle]") {
  Failures failures;
  int tries = 0;
  for (auto now = noon; now < noon + hours{24};
       now += std::max(milliseconds{100}, wait_of(user_throttle(), failures, now))) {
    failures = with_failure(user_throttle(), failures, now);
    ++tries;
  }
  CHECK(tries > 100);
  CHECK(tries < 250);
}
