#pragma once

/// @file
/// One sealed image as it lies in a segment:
///
///   8 bytes   "LBXIMG01"
///   8 bytes   length of the sealed bytes, little-endian
///   32 bytes  SHA-256 of the sealed bytes; damage shows without any key
///   n bytes   the sealed bytes
///   8 bytes   "LBXEND01", so that no record ends in zeros (see Segment)

#include <cstdint>

#include "core/bytes.h"
#include "core/result.h"

namespace lockbox::capture {

/// Bytes of a record beside the sealed ones.
inline constexpr std::int64_t record_overhead_bytes = 56;

[[nodiscard]] Bytes encode_record(ByteView sealed);

/// The sealed bytes, or InvalidInput that says which part of the record is not as written.
[[nodiscard]] Result<ByteView> decode_record(ByteView record);

}  // namespace lockbox::capture
