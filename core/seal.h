#pragma once

/// @file
/// Secrets at rest: AES-256-GCM (NIST SP 800-38D) and HMAC-SHA-256 (RFC 2104).

#include <array>
#include <cstddef>
#include <string_view>

#include "core/bytes.h"
#include "core/result.h"
#include "core/sha256.h"

namespace lockbox {

/// 256 bits of key, wiped from memory when it goes.  Has no text form, so it cannot be logged.
class SecretKey {
 public:
  explicit SecretKey(const std::array<std::byte, 32>& bytes) : bytes_{bytes} {}
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();
  /// Fresh from the operating system's random source.
  [[nodiscard]] static SecretKey random();
  /// Moves a stored key in and wipes `bytes`; InvalidInput unless they are 32.
  [[nodiscard]] static Result<SecretKey> take(Bytes&& bytes);
  [[nodiscard]] ByteView bytes() const { return bytes_; }

 private:
  std::array<std::byte, 32> bytes_;
};

/// Nonce (12 bytes) + ciphertext + tag (16 bytes).  `associated` is bound, not stored.
///
/// Each nonce is 96 fresh bits of OpenSSL's generator, which the operating system seeds: no counter
/// has to survive a restart, and several processes may use one key.  That is sound for 2^32 seals
/// under one key (SP 800-38D, 8.3), after which the chance that two nonces agree reaches 2^-33.
/// Nothing counts them, because nothing comes near: an image key lives for one business day, which
/// has two pictures for each of at most some million documents, and the field key, which lives as
/// long as its master, would last a city of 10,000 items a day, ten sealed fields each, for more
/// than 100 years.
[[nodiscard]] Bytes seal(const SecretKey& key, ByteView plain, ByteView associated);

/// The plain bytes, or InvalidInput if key, bytes or associated data are not those of `seal`.
[[nodiscard]] Result<Bytes> unseal(const SecretKey& key, ByteView sealed, ByteView associated);

/// How many bytes `seal` adds.
inline constexpr std::size_t seal_overhead_bytes = 28;

/// A keyed fingerprint: equal inputs give equal outputs, and nobody without the key can test one.
[[nodiscard]] Sha256 keyed_fingerprint(const SecretKey& key, std::string_view text);

}  // namespace lockbox
