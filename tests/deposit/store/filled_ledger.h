#pragma once

#include "deposit/store/books.h"

namespace lockbox::deposit::test {

/// A check that came back and cost its drawer a fee, one that was paid for, adjustments, suspense
/// that somebody looks after, a review and a file for the receivables host.
void fill_ledger(Books& books, const Batch& batch);

}  // namespace lockbox::deposit::test
