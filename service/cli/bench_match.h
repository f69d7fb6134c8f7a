#pragma once

#include "service/bench/match_bench.h"
#include "service/cli/exit_code.h"

namespace lockbox::service {

/// Prints how much of a second day's mail finds its accounts without a person, rule by rule, with
/// memory and without; shares with 95 % bounds.
[[nodiscard]] ExitCode run_bench_match(const MatchBenchRequest& request);

}  // namespace lockbox::service
