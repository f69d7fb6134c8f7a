#pragma once

#include <optional>
#include <string>

#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

/// The first thing that is wrong in the whole database, as a sentence that names it, or nothing.
/// A row that was changed, added or taken away behind the store's back differs from its digest in
/// the audit trail; a trail that was changed breaks its own chain of hashes.
[[nodiscard]] std::optional<std::string> find_first_fault(Connection& db, const FieldSeal& seal);

}  // namespace lockbox::deposit
