#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <memory>
#include <string>

#include "deposit/store/sqlite/sqlite_books.h"
#include "support/fixed_clock.h"
#include "support/fixed_keys.h"
#include "support/temporary_directory.h"

namespace lockbox::deposit::test {

/// A database file in a directory of its own, with what it takes to open it.
class SqliteFile {
 public:
  [[nodiscard]] std::filesystem::path path() const { return directory_.path() / "lockbox.db"; }
  [[nodiscard]] Result<std::unique_ptr<Store>> open(
      Synchronous synchronous = Synchronous::Full) const {
    return open_sqlite_store({path(), keys_, clock_, synchronous});
  }
  [[nodiscard]] Result<std::unique_ptr<Books>> open_books() const {
    return open_sqlite_books({path(), keys_, clock_, Synchronous::Full});
  }
  [[nodiscard]] lockbox::test::FixedClock& clock() const { return clock_; }
  /// A second way in, which knows no rules.
  [[nodiscard]] SQLite::Database open_raw() const {
    SQLite::Database raw{path().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
    raw.exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
    return raw;
  }

 private:
  lockbox::test::TemporaryDirectory directory_;
  lockbox::test::FixedKeys keys_;
  mutable lockbox::test::FixedClock clock_;
};

}  // namespace lockbox::deposit::test
