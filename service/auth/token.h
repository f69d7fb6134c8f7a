#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/sha256.h"

namespace lockbox::service::auth {

/// 256 random bits that stand for a session, an invitation or a step of signing in.  The holder has
/// the text; the store has the digest only, so that who reads the store cannot sign in.
struct Token {
  std::string text;  ///< 43 letters of base64url (RFC 4648 section 5, no padding).

  [[nodiscard]] static Token random();
  [[nodiscard]] Sha256 digest() const;
};

/// The digest to look up for a text that came from outside; nothing for what cannot be a token.
[[nodiscard]] std::optional<Sha256> digest_of_token(std::string_view text);

/// 128 random bits as 32 letters from 'a' to 'p': without digits, no mask for account numbers ever
/// hides a part of it.
[[nodiscard]] std::string new_request_id();

}  // namespace lockbox::service::auth
