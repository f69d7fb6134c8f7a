#include "service/auth/throttle.h"

#include <algorithm>
#include <array>

namespace lockbox::service::auth {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::array user_steps{
    ThrottleStep{3, seconds{1}},     ThrottleStep{4, seconds{2}},  ThrottleStep{5, seconds{4}},
    ThrottleStep{6, seconds{8}},     ThrottleStep{7, seconds{15}}, ThrottleStep{8, seconds{30}},
    ThrottleStep{100, seconds{900}},
};
constexpr std::array address_steps{
    ThrottleStep{20, seconds{1}},  ThrottleStep{25, seconds{5}},   ThrottleStep{30, seconds{15}},
    ThrottleStep{40, seconds{60}}, ThrottleStep{60, seconds{300}}, ThrottleStep{100, seconds{1800}},
};
static_assert(std::ranges::is_sorted(user_steps, {}, &ThrottleStep::failures));
static_assert(std::ranges::is_sorted(address_steps, {}, &ThrottleStep::failures));

constexpr ThrottleRule of_users{user_steps, hours{24}};
constexpr ThrottleRule of_addresses{address_steps, hours{24}};

bool is_forgotten(const ThrottleRule& rule, const Failures& failures, Instant now) {
  return failures.count == 0 || now - failures.last >= rule.forgotten_after;
}

}  // namespace

const ThrottleRule& user_throttle() {
  return of_users;
}

const ThrottleRule& address_throttle() {
  return of_addresses;
}

Failures with_failure(const ThrottleRule& rule, Failures before, Instant now) {
  return {is_forgotten(rule, before, now) ? 1 : before.count + 1, now};
}

milliseconds wait_of(const ThrottleRule& rule, Failures failures, Instant now) {
  if (is_forgotten(rule, failures, now)) return milliseconds{0};
  seconds delay{0};
  for (const auto& step : rule.steps)
    if (failures.count >= step.failures) delay = step.delay;
  // Only a clock that was set back shows a failure in the future; nobody waits until it returns.
  if (now < failures.last) return milliseconds{0};
  return std::max(milliseconds{0}, delay - (now - failures.last));
}

milliseconds sign_in_wait(Failures of_user, Failures of_address, Instant now) {
  return std::max(wait_of(of_users, of_user, now), wait_of(of_addresses, of_address, now));
}

}  // namespace lockbox::service::auth
