#pragma once

#include <vector>

#include "core/result.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// The envelope that holds the document, or nullptr.
[[nodiscard]] const Transaction* envelope_of(const BatchContents& contents, std::int64_t sequence);

/// The decisions to add, one for each document, so that the whole envelope of `wanted.sequence` is
/// held, goes back or is taken up again, as people saw it when they decided.  NotFound when the
/// document is in no envelope; Conflict when its money has moved, it is decided so already, or a
/// case makes it wait that is to be taken up;
/// InvalidInput without a reason.
[[nodiscard]] Result<std::vector<Decision>> decide_envelope(const BatchContents& contents,
                                                            const Decision& wanted);

}  // namespace lockbox::deposit
