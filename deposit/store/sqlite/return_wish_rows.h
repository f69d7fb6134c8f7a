#pragma once

/// @file
/// Steps of a returned item that one person asks for and another agrees to, as rows.

#include <string>

#include "deposit/store/ledger.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

[[nodiscard]] AuditSubject subject_of_return(std::int64_t lockbox_id, std::int64_t number);

/// The first of the two people.  InvalidInput without a reason; Conflict for a step that is not
/// listed.
[[nodiscard]] Result<void> ask_for_return(StoreContext& context, std::int64_t lockbox_id,
                                          const ReturnedItem& item, const WantedReturnStep& wanted);
/// The second one, who wants the same: why both do.  NotPermitted for the first; Conflict for
/// another step, or another payment, than is asked for.
[[nodiscard]] Result<std::string> agree_to_return(StoreContext& context, const ReturnedItem& item,
                                                  const WantedReturnStep& wanted);
/// InvalidInput without a reason; Conflict when nothing is asked for.
[[nodiscard]] Result<void> decline_for_return(StoreContext& context, std::int64_t lockbox_id,
                                              const ReturnedItem& item, const std::string& note);

}  // namespace lockbox::deposit
