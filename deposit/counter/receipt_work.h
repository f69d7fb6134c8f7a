#pragma once

/// @file
/// What a receipt, its void and the accepted count of a drawer change in the drawer's batch: the
/// same items, transactions and journal entries that mail makes.

#include <optional>
#include <span>

#include "deposit/counter/receipt.h"
#include "deposit/store/store.h"

namespace lockbox::deposit::counter {

/// The slip of one tender has the sequence that the tender says; the first is the receipt's key.
[[nodiscard]] WorkChanges changes_of_receipt(const Receipt& receipt);

/// New states only; nothing that was recorded is taken away (C-09).  What the payer gets back stays
/// in the books as returned.
[[nodiscard]] WorkChanges changes_of_void(const Receipt& receipt, const Transaction& stored,
                                          std::span<const Item> items);

/// What the drawer is over or short, with the sequence of the slip that says so.
struct OverShortSlip {
  std::int64_t sequence = 0;
  Money amount;  ///< Positive: over.
  RevenueSpot spot;
};
/// Releases and books every receipt that stands, and the over or short by itself; the batch ends
/// balanced.
[[nodiscard]] WorkChanges changes_of_acceptance(const BatchContents& contents,
                                                const std::optional<OverShortSlip>& slip);

/// The entry that books a receipt: its tender in its home, accounts and revenue in their funds.
[[nodiscard]] JournalEntry entry_of_receipt(const Receipt& receipt);
/// Over: the tender of the slip against over_short; short: over_short against the change fund.
[[nodiscard]] JournalEntry entry_of_over_short(const OverShortSlip& slip);

/// What the batch holds once the slip is in it: as many documents and as much tender.
[[nodiscard]] ControlTotals totals_of(const BatchContents& contents,
                                      const std::optional<OverShortSlip>& slip);

}  // namespace lockbox::deposit::counter
