#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/result.h"

namespace lockbox {

/// A point in time, UTC, to the millisecond.  Not a business day.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// ISO 8601 with milliseconds and Z, "2026-11-23T14:05:09.120Z".
[[nodiscard]] std::string to_string(Instant instant);
/// Parses what `to_string` gives for the years 0001 to 9999, and nothing else.
[[nodiscard]] Result<Instant> parse_instant(std::string_view text);

/// The port through which everything learns the time.  Nobody calls now() on a system clock.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

/// The clock of the machine; built once, in the composition root.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

}  // namespace lockbox
