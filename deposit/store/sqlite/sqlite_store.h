#pragma once

/// @file
/// The books in one SQLite file: WAL, synchronous=FULL, one writer.

#include <filesystem>
#include <memory>

#include "core/clock.h"
#include "core/keys.h"
#include "core/result.h"
#include "deposit/store/store.h"

namespace lockbox::deposit {

/// How far a commit goes before it returns.
enum class Synchronous {
  Full,    ///< To the disk.  The only right one.
  Normal,  ///< May lose the last commits in a power cut; there to prove that the crash tests see
           ///< it.
};

struct SqliteStoreOptions {
  std::filesystem::path path;
  const Keys& keys;    ///< Outlives the store.
  const Clock& clock;  ///< Outlives the store.
  Synchronous synchronous = Synchronous::Full;
};

/// Opens the file, or makes it, and brings its schema up to date.  Unavailable, naming the file,
/// when it is no database, another program's, or newer than this program.  For one thread.
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteStoreOptions& options);

}  // namespace lockbox::deposit
