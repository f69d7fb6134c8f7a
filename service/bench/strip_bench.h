#pragma once

/// @file
/// How well strips are read that somebody cut out around MICR lines and parts of them, as data sets
/// of lines have them.

#include <array>

#include "service/bench/reading_bench.h"

namespace lockbox::service {

/// Strips whose faults are of one quarter of the severities, from a good office's to beyond any
/// standard.
struct StripCell {
  Share whole;  ///< Strips of which every symbol was read, and right.
  Share wrong;  ///< Strips that were read without a doubt, as something else.
};
inline constexpr std::size_t strip_quarters = 4;

struct StripReport {
  std::array<StripCell, strip_quarters> by_severity;
  Share invented;  ///< Strips in other type faces of which a symbol was read.
};

/// Reads `request.images` strips in E-13B, bitonal and gray, of four symbols or more, cut up to a
/// third of their height beside the ink; and as many in other type faces.
[[nodiscard]] StripReport read_strips(const ReadingBenchRequest& request);

}  // namespace lockbox::service
