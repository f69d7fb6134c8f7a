#pragma once

/// @file
/// The first directory of a little-endian TIFF file, read from bytes that nobody vouches for.

#include <cstdint>
#include <optional>
#include <vector>

#include "core/bytes.h"

namespace lockbox::encode {

/// One entry as it stands in the file.
struct TiffEntry {
  std::uint16_t tag = 0;
  std::uint16_t type = 0;
  std::uint32_t count = 0;
  std::uint32_t value = 0;  ///< The value, or the offset of what does not fit into four bytes.
};

struct TiffDirectory {
  std::vector<TiffEntry> entries;
  std::uint32_t next = 0;  ///< Offset of the next directory; 0 for none.

  /// The first entry with this tag, or nullptr.
  [[nodiscard]] const TiffEntry* find(std::uint16_t tag) const;
};

/// Whether the file begins as TIFF 6.0 does in little-endian order.
[[nodiscard]] bool is_little_endian_tiff(ByteView file);

/// Nothing when the header is another or the directory does not lie inside the file.
[[nodiscard]] std::optional<TiffDirectory> read_tiff_directory(ByteView file);

/// The single SHORT or LONG of an entry; nothing when it is of another type or count.
[[nodiscard]] std::optional<std::uint32_t> whole_number(const TiffEntry& entry);

/// The single RATIONAL of an entry; nothing when it is none, lies outside of the file or divides by
/// zero.
[[nodiscard]] std::optional<double> rational(ByteView file, const TiffEntry& entry);

}  // namespace lockbox::encode
