#pragma once

/// @file
/// What a business day goes on without, and what an earlier one brought it, as people see and
/// decide it.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "deposit/close/day_record.h"
#include "deposit/model/site.h"
#include "deposit/planning/day_plan.h"
#include "deposit/store/books.h"

namespace lockbox::service::work {

/// An envelope of the day that waits and that nobody carries forward yet.
struct OpenEnvelope {
  deposit::close::CarriedRow row;  ///< Where it is, its money, and why it waits.
  std::int64_t pieces = 0;
  /// Its money is not released, or no ticket may take it; what the plan deposits stays the day's.
  bool may_carry = false;
  /// The latest deadline of its exceptions that is behind the day; nothing without one.
  std::optional<BusinessDay> proposed_due;
};

/// What has become of an envelope that came in.
enum class BroughtFate { Waiting, CarriedOn, Deposited, Returned, Filed, Mixed };
inline constexpr Names<6> brought_fate_names{"waiting",  "carried_on", "deposited",
                                             "returned", "filed",      "mixed"};
struct BroughtEnvelope {
  deposit::Carry carry;  ///< What brought it.
  BroughtFate fate = BroughtFate::Waiting;
  Money brought;  ///< As the day before was closed.
  Money amount;   ///< As far as it is known now.
  std::vector<std::string> tickets;
  std::int64_t age_days = 0;  ///< Since the day of its batch.
  bool is_due = false;        ///< It waits, and its day has come.
};

struct CarryView {
  deposit::Day day;
  std::vector<OpenEnvelope> open;
  std::vector<deposit::Carry> carried;   ///< Out of the day, planned or done.
  std::vector<BroughtEnvelope> brought;  ///< Those that are due first, then by batch.
};

/// What is released on the day and no deposit may take, as its plan says; fails as the plan does.
[[nodiscard]] Result<std::vector<deposit::WaitingItem>> left_by_plan(
    deposit::Books& books, const deposit::Site& site, const deposit::close::DayRecord& record);

/// Conflict for an envelope all of whose money is released and might be deposited on the day; each
/// is named by one of its documents.
[[nodiscard]] Result<void> check_left(deposit::Books& books, const deposit::Site& site,
                                      const deposit::close::DayRecord& record,
                                      const std::vector<deposit::ItemPlace>& envelopes);

/// From the record of the day, all that was carried around it and what its plan leaves.
[[nodiscard]] CarryView carry_view_of(const deposit::close::DayRecord& record,
                                      const std::vector<deposit::Carry>& around,
                                      const std::vector<deposit::FiledCase>& cases,
                                      const std::vector<deposit::WaitingItem>& left);

/// Plans to carry envelopes out of the day.  InvalidInput for an owner who is neither an office
/// that decides about exceptions nor somebody who works here; else fails as check_left and
/// Carries::plan do.
[[nodiscard]] Result<void> carry_out(deposit::Books& books, const deposit::Site& site,
                                     const BusinessDay& day, const deposit::WantedCarry& wanted,
                                     const deposit::Actor& actor);

}  // namespace lockbox::service::work
