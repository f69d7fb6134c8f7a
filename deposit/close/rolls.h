#pragma once

/// @file
/// The rolls of places where money or paper is kept beside suspense, D10: opening + in - out =
/// closing, for each place and each thing in it.

#include <vector>

#include "deposit/close/day_record.h"

namespace lockbox::deposit::close {

/// From the moves and entries up to the day; what was gone before it is left out.
[[nodiscard]] std::vector<RollRow> rolls_of(const DaySources& sources);

/// One place, summed up.
struct RollSum {
  std::string place;
  std::int64_t pieces = 0;  ///< That are there at closing.
  Money opening = {};
  Money in = {};
  Money out = {};
  Money closing = {};
};
/// By place, in order of first appearance.
[[nodiscard]] std::vector<RollSum> sums_of(const std::vector<RollRow>& rolls);

/// The first row that does not roll, or whose moves are not what the day's entries say.
[[nodiscard]] std::optional<std::string> first_roll_fault(const DayRecord& record);

}  // namespace lockbox::deposit::close
