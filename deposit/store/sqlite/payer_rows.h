#pragma once

#include "deposit/match/payer_history.h"
#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/store.h"
#include "encode/micr/micr_line.h"

namespace lockbox::deposit {

/// Notes on which bank account the item is drawn; a line without routing number or account takes
/// the note away.
void write_item_payer(StoreContext& context, std::int64_t lockbox_id, std::int64_t item_id,
                      const encode::MicrLine& line);

/// What the lockbox of the batch knows of the payer from other batches.
[[nodiscard]] Result<PayerHistory> read_payer_history(StoreContext& context, const BatchRow& batch,
                                                      const encode::MicrLine& line,
                                                      PayersAsOf as_of);

/// Adds a person's word about the payer of the line.  InvalidInput for a line without a payer.
[[nodiscard]] Result<void> add_payer_mark(StoreContext& context, const BatchRow& batch,
                                          const encode::MicrLine& line, const PayerMark& mark);

}  // namespace lockbox::deposit
