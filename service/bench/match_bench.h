#pragma once

/// @file
/// How much of a town's second day of mail finds its accounts without a person, by rule, with what
/// the first day taught and without.

#include <array>
#include <cstdint>
#include <vector>

#include "deposit/model/match.h"
#include "service/bench/reading_bench.h"

namespace lockbox::service {

struct MatchBenchRequest {
  int envelopes = 1000;  ///< A day.
  int towns = 20;        ///< Each from its own seed.
  std::uint64_t seed = 1;
};

/// One day, seen with or without memory.
struct MatchTally {
  /// Accounts that a rule found, in the order of match_rule_names, and of these the wrong ones.
  std::array<std::int64_t, deposit::match_rule_names.size()> found{};
  std::array<std::int64_t, deposit::match_rule_names.size()> wrong{};
  Share envelopes;  ///< Placed without a person, of all.
  Share known;      ///< Of those with a readable coupon or a payer confirmed before.
};

struct MatchBench {
  MatchTally with_memory;
  MatchTally without_memory;
};

/// Sums over all towns.
[[nodiscard]] MatchBench match_towns(const MatchBenchRequest& request);

}  // namespace lockbox::service
