#pragma once

/// @file
/// How long someone who failed to sign in must wait.  There is no lock-out: whoever could lock an
/// account by failing could stop the office on the day of the deposit.

#include <chrono>
#include <span>

#include "core/clock.h"

namespace lockbox::service::auth {

/// The failures of a user name, or of an address, since the last success.
struct Failures {
  int count = 0;
  Instant last;  ///< Means nothing while `count` is 0.
  friend bool operator==(const Failures&, const Failures&) = default;
};

/// From so many failures on, so long after the last of them.
struct ThrottleStep {
  int failures = 0;
  std::chrono::seconds delay{0};
};

/// Steps in rising order; failures are forgotten when so long nothing failed.
struct ThrottleRule {
  std::span<const ThrottleStep> steps;
  std::chrono::hours forgotten_after{0};
};

/// NIST SP 800-63B section 5.2.2 allows 100 failures in a row; from there on a name can be tried
/// four times an hour.
[[nodiscard]] const ThrottleRule& user_throttle();
/// An address may be an office: it has more failures free, and a longer wait in the end.
[[nodiscard]] const ThrottleRule& address_throttle();

/// The failures with one more at `now`.
[[nodiscard]] Failures with_failure(const ThrottleRule& rule, Failures before, Instant now);

/// How long from `now` until the next attempt is looked at; zero if it may be at once.  An attempt
/// during the wait is refused without looking at the password and is no failure.
[[nodiscard]] std::chrono::milliseconds wait_of(const ThrottleRule& rule, Failures failures,
                                                Instant now);

/// The longer wait of the two.
[[nodiscard]] std::chrono::milliseconds sign_in_wait(Failures of_user, Failures of_address,
                                                     Instant now);

}  // namespace lockbox::service::auth
