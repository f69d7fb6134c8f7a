#pragma once

#include <array>
#include <compare>
#include <cstddef>
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

}  // namespace lockbox
