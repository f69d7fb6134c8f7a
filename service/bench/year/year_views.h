#pragma once

/// @file
/// How long the answers take that the screens ask for, from books of any size.

#include <string>
#include <vector>

#include "core/clock.h"
#include "service/bench/year/year_books.h"

namespace lockbox::service {

/// One question, asked many times with other numbers, days and amounts.
struct ViewTimes {
  std::string name;
  int asked = 0;
  double median_ms = 0;
  double p95_ms = 0;
  std::size_t bytes = 0;  ///< Of the longest answer.
};

/// Asks all of them `times` times, one after the other, as a supervisor and as people who look for
/// payments do.  Unavailable, naming the question, when an answer is none.
[[nodiscard]] Result<std::vector<ViewTimes>> time_views(YearBooks& books,
                                                        const std::vector<YearDay>& days, int times,
                                                        const Clock& clock);

}  // namespace lockbox::service
