#pragma once

#include "core/result.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// What to write so that the picture of a check, refused for its quality, counts as it is. NotFound
/// when the batch has no such document; Conflict when its picture was not refused for its quality
/// alone, or when its envelope goes back to its payer; InvalidInput without a reason.
[[nodiscard]] Result<WorkChanges> accept_picture(const BatchContents& contents,
                                                 const AcceptedPicture& wanted);

}  // namespace lockbox::deposit
