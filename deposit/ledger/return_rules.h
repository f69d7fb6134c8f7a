#pragma once

/// @file
/// What the steps of a returned item need and move.  Pure: values in, values out.

#include <span>
#include <vector>

#include "core/result.h"
#include "deposit/ledger/adjustment.h"
#include "deposit/ledger/entries.h"
#include "deposit/ledger/lives.h"

namespace lockbox::deposit::ledger {

/// Whether one person asks for the step and another agrees: what goes to the bank once more, what
/// undoes a return, which payment pays for one, and a charge-back above the site's limit.
[[nodiscard]] bool needs_second_person(ReturnEvent event, Money item,
                                       const CorrectionPolicy& policy);

/// The lines that take back what these entries moved, spot by spot; empty where nothing is left.
[[nodiscard]] std::vector<Line> reversal_of(std::span<const Line> lines);

/// What the drawer of a charged back item owes, and where.
struct OwedReturn {
  std::vector<Standing> accounts;  ///< Charged back from them, and the fee.
  Money suspense;                  ///< Charged back from suspense: for whom, nobody knew.
  Money uncovered;                 ///< Was paid out before.
  Spot returned_items;             ///< Where what is uncovered is owed.

  [[nodiscard]] Money total() const;
};
/// What a charge-back, and the fee, took from where.
[[nodiscard]] OwedReturn owed_of(std::span<const Line> charge_back, std::span<const Line> fee,
                                 const Spot& returned_items, Money uncovered);

struct PaidReturn {
  std::vector<Line> lines;  ///< Empty where the payment stands on the owed accounts already.
  Money kept;               ///< Of the payment, on accounts and in suspense.
};
/// Pays what is owed from where a payment stands: what stands on an owed account stays there, the
/// rest comes from suspense, and what is uncovered from wherever it is.  Conflict, with what is
/// missing, for a payment that does not cover it.
[[nodiscard]] Result<PaidReturn> pay_return(const OwedReturn& owed, std::vector<Standing> standing);

}  // namespace lockbox::deposit::ledger
