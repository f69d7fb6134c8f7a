#pragma once

/// @file
/// What each step of a returned item checks and books.

#include "deposit/store/ledger.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// What must hold before any step: a note where one is wanted, a presentment that is left.
[[nodiscard]] Result<void> check_return_step(const ReturnedItem& item,
                                             const WantedReturnStep& wanted,
                                             const ledger::CorrectionPolicy& policy);
/// The paper of the payment that shall pay for the return.  InvalidInput unless it is of another
/// envelope of the lockbox.
[[nodiscard]] Result<FoundItem> check_payment(StoreContext& context, const std::string& site,
                                              const ReturnedItem& item,
                                              const std::optional<DocumentId>& document);
/// Whether the paper can be what came back: deposited, of that amount, and not back already.
[[nodiscard]] Result<void> check_identified(const ReturnedItem& item, const FoundItem& paper);
/// Puts the paper's item to the return; its state follows in the same transaction.
[[nodiscard]] Result<void> put_item(StoreContext& context, const ReturnedItem& item,
                                    const FoundItem& paper);

struct ReturnWork {
  std::int64_t lockbox_id = 0;
  const ReturnedItem& item;  ///< Identified, in the state before the step.
  const WantedReturnStep& wanted;
};
struct ReturnDone {
  std::int64_t presentments = 1;
  Money uncovered;
};
/// Books what the step books.
[[nodiscard]] Result<ReturnDone> do_return_step(StoreContext& context, const ReturnWork& work);

}  // namespace lockbox::deposit
