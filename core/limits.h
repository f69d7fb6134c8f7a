#pragma once

/// @file
/// Every bound in one place: what comes from outside is never trusted to be small.

#include <cstdint>

namespace lockbox::limits {

inline constexpr std::int64_t image_file_bytes_max = 32 << 20;  ///< One side of one document.
inline constexpr std::int64_t image_pixels_max = 24'000'000;    ///< 400 dpi letter page and some.
inline constexpr std::int64_t image_side_pixels_max = 16'384;   ///< Either side of an image.
inline constexpr std::int64_t image_expansion_max = 2'000;      ///< Decoded bytes per file byte.
inline constexpr std::int64_t text_file_bytes_max = 256 << 20;  ///< Account file.
inline constexpr std::int64_t config_file_bytes_max = 1 << 20;  ///< SITE.toml, BATCH.toml.
inline constexpr std::int64_t documents_per_batch_max = 100'000;
/// Longer gaps in the numbers of a scan folder are one fault, not a document for each number.
inline constexpr std::int64_t sequence_gap_documents_max = 1'000;
inline constexpr int coupon_expected_amounts_max = 5;
inline constexpr std::int64_t segment_bytes = 64 << 20;  ///< Preallocated at once.
inline constexpr int capture_group_documents = 32;       ///< One fdatasync, one commit.

}  // namespace lockbox::limits
