#pragma once

/// @file
/// One spelling of values as bytes, so that a hash over them means the same for ever: a tag, the
/// length as eight bytes with the highest first, the bytes.  No two lists of values share one.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace lockbox::deposit {

class Canonical {
 public:
  void add_null() { add('n', {}); }
  void add_integer(std::int64_t value);
  void add_text(std::string_view text) { add_text(bytes_of(text)); }
  void add_text(ByteView text) { add('t', text); }
  void add_blob(ByteView blob) { add('b', blob); }
  /// A number with a fraction, in the bytes that the database gave for it.
  void add_real(ByteView bytes) { add('r', bytes); }

  [[nodiscard]] ByteView bytes() const { return bytes_; }
  /// Begins anew, in the memory that it has.
  void clear() { bytes_.clear(); }

 private:
  void add(char tag, ByteView value);

  Bytes bytes_;
};

/// The texts that were added, or nothing when it holds anything else.
[[nodiscard]] std::optional<std::vector<std::string>> split_canonical_texts(
    std::string_view canonical);

}  // namespace lockbox::deposit
