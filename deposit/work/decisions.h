#pragma once

#include <vector>

#include "core/result.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// The decisions to add, one for each document, so that the whole envelope of `wanted.sequence` is
/// held, goes back or is taken up again, as people saw it when they decided.  NotFound when the
/// document is in no envelope; Conflict when its money has moved or it is decided so already;
/// InvalidInput without a reason.
[[nodiscard]] Result<std::vector<Decision>> decide_envelope(const BatchContents& contents,
                                                            const Decision& wanted);

}  // namespace lockbox::deposit
