#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/clock.h"

namespace lockbox::service::auth {

/// The number of a 30-second step since 1970 (RFC 6238 section 4).
using TotpStep = std::int64_t;

inline constexpr unsigned totp_digits = 6;

[[nodiscard]] TotpStep totp_step_at(Instant instant);

/// 160 random bits, as RFC 4226 section 4 recommends.  A secret: store it sealed.
[[nodiscard]] Bytes new_totp_secret();

/// The code of a step: HMAC-SHA-1, six digits, which every authenticator app knows.
[[nodiscard]] std::string totp_code(ByteView secret, TotpStep step);

/// The step that `code` is of, among the current one and its two neighbours, if it lies after
/// `last_used`; nothing for a wrong or a used code.  Store the step before letting the person in:
/// a code counts once.
[[nodiscard]] std::optional<TotpStep> accept_totp(ByteView secret, std::string_view code,
                                                  Instant now, TotpStep last_used);

/// For typing into an app, in base32 without padding.
[[nodiscard]] std::string totp_secret_text(ByteView secret);

/// The secret that `totp_secret_text` wrote; nothing for text that is none.
[[nodiscard]] std::optional<Bytes> parse_totp_secret(const std::string& text);

/// What the square code shows: "otpauth://totp/...".
[[nodiscard]] std::string totp_uri(ByteView secret, std::string_view issuer,
                                   std::string_view user_name);

}  // namespace lockbox::service::auth
