#pragma once

#include "core/result.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// Whether it takes money away from what the paper was: a check that is to be none.
[[nodiscard]] bool takes_money_away(const BatchContents& contents, const KindCorrection& wanted);

/// What to write so that a paper counts as what a person says it is.  What was keyed of it as
/// something else is asked for again.  NotFound when the batch has no such document; Conflict when
/// the money of its envelope is released or goes back, its picture must be scanned again, it is a
/// confirmed duplicate, or it is this already; InvalidInput without a reason.
[[nodiscard]] Result<WorkChanges> correct_kind(const BatchContents& contents,
                                               const KindCorrection& wanted);

}  // namespace lockbox::deposit
