#pragma once

/// @file
/// From what is known of a batch to what the balance doctor looks at.

#include <cstdint>
#include <vector>

#include "deposit/doctor/batch_ledger.h"
#include "deposit/work/control.h"
#include "deposit/work/facts.h"

namespace lockbox::deposit {

/// `contents` and `facts` of the same batch, as of `gather_facts`; `control` has declared totals.
/// Without other batches, and without what the reader saw of digits: neither is loaded with a
/// batch.
[[nodiscard]] BatchLedger ledger_of_batch(const BatchContents& contents,
                                          const std::vector<DocumentFacts>& facts,
                                          const ControlProof& control,
                                          const AccountIndex& accounts);

/// The same batch as others of its day see it.
[[nodiscard]] OtherBatch other_batch_of(const BatchContents& contents,
                                        const std::vector<DocumentFacts>& facts,
                                        const ControlProof& control);

/// The digits of the amount field of a MICR line, the cents last; empty when the line has none.
[[nodiscard]] std::vector<SeenDigit> seen_digits_of(const encode::SeenPage& page);

}  // namespace lockbox::deposit
