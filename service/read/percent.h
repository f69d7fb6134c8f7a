#pragma once

namespace lockbox::service {

/// A share times this is the number that people are shown.
inline constexpr double percent = 100;

}  // namespace lockbox::service
