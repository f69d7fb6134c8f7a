#pragma once

#include <cstdint>

#include "core/result.h"

namespace lockbox::capture {

/// What a process may use that looks at pictures from outside.
struct SandboxLimits {
  /// Address space beyond what the process has when it enters.
  std::int64_t memory_bytes = std::int64_t{1} << 30;
  /// Of its whole life; it answers for one document within far less.
  std::int64_t cpu_seconds = 300;
};

/// Gives up for good whatever this process does not need to think: no new privileges, memory and
/// processor time within limits, no file, no core, no further descriptor, and a filter of system
/// calls (seccomp(2), strict allow list) under which it can use memory, the clock, the descriptors
/// 0 to 2 as they are, and end.  Anything else ends it at once.  The descriptors stay open.
/// Unavailable when the system refuses.
[[nodiscard]] Result<void> enter_sandbox(const SandboxLimits& limits);

}  // namespace lockbox::capture
