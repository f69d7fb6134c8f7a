#pragma once

#include "service/bench/reading_bench.h"
#include "service/cli/exit_code.h"

namespace lockbox::service {

struct BenchReadArguments {
  ReadingBenchRequest request;
  bool is_ladder = false;
  bool are_cells = false;
  bool are_coupon_cells = false;
  bool are_strips = false;
  bool is_calibration = false;
  bool is_race = false;
};

/// Prints how long pages take to be read; or, as a ladder, how much damage the MICR line survives;
/// or, in cells, how lines of checks, or codes of coupons, are read; or how strips are that were
/// cut out around lines; or, as a calibration, how true it is what the network for E-13B claims;
/// or, as a race, how long another reader takes.  Shares come with 95 % bounds.
[[nodiscard]] ExitCode run_bench_read(const BenchReadArguments& arguments);

}  // namespace lockbox::service
