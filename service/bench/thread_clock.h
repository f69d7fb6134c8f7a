#pragma once

namespace lockbox::service {

/// What this thread has worked so far, in milliseconds: other programs on the machine do not count.
[[nodiscard]] double worked_ms();

}  // namespace lockbox::service
