#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/bytes.h"
#include "core/result.h"

namespace lockbox {

/// A SHA-256 digest (FIPS 180-4).
struct Sha256 {
  std::array<std::byte, 32> bytes{};

  [[nodiscard]] static Sha256 of(ByteView data);
  /// Parses 64 lower-case hexadecimal digits.
  [[nodiscard]] static Result<Sha256> parse_hex(std::string_view text);
  [[nodiscard]] std::string hex() const;
  friend auto operator<=>(const Sha256&, const Sha256&) = default;
};

/// The digest of bytes that come piece by piece.
class Sha256Stream {
 public:
  Sha256Stream();

  void add(ByteView data);
  /// Of all that was added; nothing may be added after it.
  [[nodiscard]] Sha256 finish();

 private:
  struct Free {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, Free> context_;  ///< OpenSSL's, whose header stays out of here.
};

}  // namespace lockbox
