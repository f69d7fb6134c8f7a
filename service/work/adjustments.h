#pragma once

/// @file
/// Corrections as people ask for them: accounts by their refs, envelopes by batch and document; and
/// the suspense that waits for one.

#include <optional>
#include <string>
#include <vector>

#include "service/work/returns.h"

namespace lockbox::service::work {

/// A request as a screen sends it.
struct AskedAdjustment {
  deposit::ledger::AdjustmentKind kind = deposit::ledger::AdjustmentKind::Transfer;
  Money amount;
  std::optional<deposit::ledger::Origin> envelope;
  std::string from_ref;  ///< Empty: none.
  std::string to_ref;    ///< Empty: none.
  std::string reason_code;
  std::string note;
};
[[nodiscard]] Result<deposit::ledger::Adjustment> ask_adjustment(const CorrectionDesk& desk,
                                                                 const AskedAdjustment& asked,
                                                                 const deposit::Actor& actor);

/// Settles the batch of an envelope of which a correction or a return took money: nobody is asked
/// any more whose it is.  They stand whatever becomes of this; the next answer settles it too.
void settle_corrected(const CorrectionDesk& desk,
                      const std::optional<deposit::ledger::Origin>& envelope);

/// One amount in suspense, with its age and who looks after it.
struct SuspenseItem {
  deposit::ledger::Origin envelope;
  std::string lockbox;
  BusinessDay since;
  std::int64_t age_days = 0;
  Money amount;
  std::string reason;  ///< A name of suspense_reason_names; empty when it is not known.
  std::optional<deposit::SuspenseCare> care;
  BusinessDay unclaimed_after;  ///< From the day after this one it is unclaimed property.
};
/// Oldest first.
[[nodiscard]] Result<std::vector<SuspenseItem>> suspense_items(deposit::Books& books,
                                                               const deposit::Site& site);

}  // namespace lockbox::service::work
