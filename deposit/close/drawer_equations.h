#pragma once

/// @file
/// What the equations ask of cash drawers, each the first fault as a sentence or nothing.

#include <optional>
#include <string>

#include "deposit/close/day_record.h"

namespace lockbox::deposit::close {

/// D12 of every session, by itself.
[[nodiscard]] std::optional<std::string> first_drawer_fault(const DayRecord& record);
/// D5: the cash of a session for an account is what was counted into its bag.
[[nodiscard]] std::optional<std::string> first_bag_fault(const DayRecord& record);
/// D14: what the receipts of an accepted session say of cash and of paper is what is deposited.
[[nodiscard]] std::optional<std::string> first_mode_fault(const DayRecord& record);

}  // namespace lockbox::deposit::close
