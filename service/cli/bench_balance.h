#pragma once

#include "service/bench/balance_bench.h"
#include "service/cli/exit_code.h"

namespace lockbox::service {

/// Prints how often the balance doctor names the culprit first, in three and at all, beside the
/// most that a judge could reach who knows how the batches were drawn.
[[nodiscard]] ExitCode run_bench_balance(const BalanceBenchRequest& request);

}  // namespace lockbox::service
