#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "core/clock.h"

namespace lockbox::test {

/// A clock that starts at a fixed instant and moves on by one millisecond per question, so that
/// times differ, keep their order, and are the same in every run.
class FixedClock final : public Clock {
 public:
  FixedClock() = default;
  explicit FixedClock(Instant start) : start_{start} {}

  [[nodiscard]] Instant now() const override {
    return start_ + std::chrono::milliseconds{questions_.fetch_add(1)};
  }
  void advance(std::chrono::milliseconds by) { questions_ += by.count(); }

 private:
  Instant start_ =
      std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{14};
  mutable std::atomic<std::int64_t> questions_ = 0;
};

}  // namespace lockbox::test
