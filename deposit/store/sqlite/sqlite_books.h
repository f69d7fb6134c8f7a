#pragma once

#include <memory>

#include "deposit/store/books.h"
#include "deposit/store/sqlite/sqlite_store.h"

namespace lockbox::deposit {

/// All ports to one SQLite file over one connection; otherwise as `open_sqlite_store`.
[[nodiscard]] Result<std::unique_ptr<Books>> open_sqlite_books(const SqliteStoreOptions& options);

}  // namespace lockbox::deposit
