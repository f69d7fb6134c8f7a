#pragma once

/// @file
/// How well and how fast pages are read, on pages that are drawn for it.

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "encode/mail/damage.h"

namespace lockbox::service {

struct ReadingBenchRequest {
  int images = 100;  ///< Of each kind, or of each cell.
  std::uint64_t seed = 1;
};

/// A share of something counted.
struct Share {
  std::int64_t count = 0;
  std::int64_t of = 0;

  [[nodiscard]] double value() const;
  /// The two ends of the 95 % interval after Wilson (1927).
  [[nodiscard]] double low() const;
  [[nodiscard]] double high() const;
};

/// Counts one more case in which something is so or not.
void count(bool is_so, Share& share);

/// One damage at one step.
struct LadderCell {
  encode::Damage damage = encode::Damage::Skew;
  int step = 1;
  Share whole;  ///< Lines of which every symbol was read, and right.
  Share wrong;  ///< Lines with a field that was read and is another one than what is printed.
};
/// Reads checks with every damage at every step; damage by damage, step by step.
[[nodiscard]] Result<std::vector<LadderCell>> climb_ladder(const ReadingBenchRequest& request);

/// What a kind of page takes of one thread's CPU time, in milliseconds.
struct ReadingTime {
  std::string page;
  double median = 0;  ///< From the decoded picture to its fields.
  double p95 = 0;
  double decode = 0;  ///< Median of the library's decoding: the machine's own probe.
  double aim = 0;     ///< Of the median.
};
[[nodiscard]] Result<std::vector<ReadingTime>> time_reading(const ReadingBenchRequest& request);

}  // namespace lockbox::service
