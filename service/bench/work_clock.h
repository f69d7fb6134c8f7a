#pragma once

namespace lockbox::service {

/// What this program's threads have worked so far, in milliseconds to a thousandth: other programs
/// on the machine do not count.
[[nodiscard]] double worked_ms();

}  // namespace lockbox::service
