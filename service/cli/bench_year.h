#pragma once

#include "service/bench/year/year_books.h"
#include "service/cli/exit_code.h"

namespace lockbox::service {

struct BenchYearArguments {
  YearRequest request;
  int times = 40;  ///< That each question is asked.
};

/// Fills books with days of a drawn city's mail and prints what a day and its close took as they
/// grew, how long the screens' questions take on them, how fast they are verified, and their size.
[[nodiscard]] ExitCode run_bench_year(const BenchYearArguments& arguments);

}  // namespace lockbox::service
