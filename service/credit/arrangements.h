#pragma once

/// @file
/// Payment arrangements as people make them and as the books show that they are kept.

#include <optional>
#include <string>
#include <vector>

#include "service/credit/desk.h"

namespace lockbox::service::credit {

/// What a screen sends: a rhythm, or rows of its own.
struct AskedArrangement {
  std::string ref;
  Money total;
  std::optional<deposit::credit::SchedulePlan> plan = {};  ///< Without its total.
  std::vector<deposit::credit::Installment> installments = {};
  std::int64_t grace_days = 0;
  std::optional<BusinessDay> active_from = {};  ///< Nothing: from today on.
  std::string terms;
};

/// The schedule that would be proposed.  See `deposit::credit::plan_schedule`.
[[nodiscard]] Result<std::vector<deposit::credit::Installment>> preview_schedule(
    const CreditDesk& desk, const AskedArrangement& asked);
[[nodiscard]] Result<deposit::credit::Arrangement> propose_arrangement(
    const CreditDesk& desk, const AskedArrangement& asked, const deposit::Actor& actor);

struct ArrangementView {
  deposit::credit::Arrangement one;
  work::FoundAccount account;  ///< That holds its money now.
  deposit::credit::Assessment assessment;
  deposit::credit::ArrangementState shows;  ///< Its state once what the books show is booked.
  std::vector<deposit::credit::ArrangementEvent> next = {};  ///< What a person may do.
  /// An older arrangement of a merged account, whose payments are not counted again; 0: none.
  std::int64_t shares_with = 0;
};

/// Whether another person approved it once; before that it counts no payment and breaks nothing.
[[nodiscard]] bool was_agreed(const deposit::credit::Arrangement& one);

/// Newest first.
[[nodiscard]] Result<std::vector<ArrangementView>> view_arrangements(
    const CreditDesk& desk, const deposit::CreditFilter& filter);
[[nodiscard]] Result<ArrangementView> view_arrangement(const CreditDesk& desk, std::int64_t number);

/// A step of a person; what the books show is booked before it.
[[nodiscard]] Result<deposit::credit::Arrangement> step_arrangement(
    const CreditDesk& desk, std::int64_t number, deposit::WantedArrangementStep wanted,
    const deposit::Actor& actor);
/// Books what the books show of every arrangement; how many moved on.
[[nodiscard]] Result<int> record_arrangements(const CreditDesk& desk, const deposit::Actor& actor);

/// How many of the account's arrangements were not kept, also those that were closed since.
[[nodiscard]] std::int64_t broken_count(const std::vector<ArrangementView>& views);

}  // namespace lockbox::service::credit
