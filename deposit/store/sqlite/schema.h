#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "deposit/store/sqlite/connection.h"

namespace lockbox::deposit {

/// "LKBX": what `PRAGMA application_id` says in a database of ours.
inline constexpr std::int64_t application_id = 0x4C4B4258;

/// The SQL of a migration with the lists of the program's own tables in place of {{name}}.
/// InvalidInput names a placeholder that nobody knows.
[[nodiscard]] Result<std::string> fill_placeholders(std::string_view sql);

/// Refuses a file that is not ours or is newer than this program; changes nothing.
[[nodiscard]] Result<void> check_identity(Connection& db);

/// Brings the database to this program's version inside the caller's transaction.  Returns the
/// version that it had; 0 for a new one.
[[nodiscard]] Result<std::int64_t> migrate(Connection& db);

}  // namespace lockbox::deposit
