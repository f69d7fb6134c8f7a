#pragma once

#include <string_view>

#include "core/result.h"

namespace lockbox::service::auth {

enum class SecondFactor { None, Totp };

/// Whose password it is to be.
struct PasswordContext {
  std::string_view user_name;
  std::string_view organisation;
  SecondFactor second_factor = SecondFactor::None;
};

/// Whether a password may be set, by NIST SP 800-63B: at least 15 characters, or 8 beside a second
/// factor; none that attackers try first; no rule on which characters, no expiry.  InvalidInput
/// with a sentence that says what to do.
[[nodiscard]] Result<void> check_new_password(std::string_view password,
                                              const PasswordContext& context);

/// Whether attackers try it, in whatever case, among the first.
[[nodiscard]] bool is_common_password(std::string_view lower_case_password);

}  // namespace lockbox::service::auth
