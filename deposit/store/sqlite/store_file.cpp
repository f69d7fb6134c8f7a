#include "deposit/store/sqlite/store_file.h"

#include <sqlite3.h>

#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/day_rows.h"
#include "deposit/store/sqlite/schema.h"

namespace lockbox::deposit {

namespace {

constexpr std::int64_t first_version_with_days = 2;
constexpr std::int64_t first_version_with_account_index = 21;
// A day of a city's mail has 13 MiB in the books; with SQLite's own 2 MiB its pages come and go
// within one question.
constexpr auto cache_kib = 16 * 1'024;

/// SQLite's exception as an error that names the file.
Error error_of(const std::string& path, const SQLite::Exception& exception) {
  const bool is_refusal = exception.getErrorCode() == SQLITE_CONSTRAINT;
  return {is_refusal ? ErrorCode::Conflict : ErrorCode::Unavailable,
          "The database " + path + (is_refusal ? " refused the change: " : " cannot be used: ") +
              exception.what() + ".",
          {}};
}

Result<void> set_pragmas(Connection& db, Synchronous synchronous) {
  const auto level = synchronous == Synchronous::Full ? 2 : 1;
  db.execute("PRAGMA journal_mode = WAL");
  db.execute("PRAGMA synchronous = " + std::to_string(level));
  db.execute("PRAGMA foreign_keys = ON");
  db.execute("PRAGMA cache_size = -" + std::to_string(cache_kib));
  auto mode = db.query("PRAGMA journal_mode");
  const bool is_wal = mode.next() && mode.text(0) == "wal";
  if (!is_wal || db.find_integer("PRAGMA synchronous") != level ||
      db.find_integer("PRAGMA foreign_keys") != 1) {
    return fail(ErrorCode::Unavailable, "SQLite does not keep to WAL, synchronous or foreign keys");
  }
  return {};
}

}  // namespace

StoreFile::StoreFile(const SqliteStoreOptions& options)
    : path_{options.path.string()},
      db_{path_},
      seal_{options.keys},
      audit_{db_, options.clock},
      context_{db_, seal_, audit_, options.clock} {
}

Result<std::shared_ptr<StoreFile>> StoreFile::open(const SqliteStoreOptions& options) {
  const auto path = options.path.string();
  try {
    auto file = std::make_shared<StoreFile>(options);
    if (auto ready = file->prepare(options.synchronous); !ready) {
      auto& message = ready.error().message;
      if (!message.starts_with("The database ")) {
        message = "The database " + path + " cannot be used: " + message + ".";
      }
      return tl::unexpected(std::move(ready).error());
    }
    return file;
  } catch (const SQLite::Exception& exception) {
    return tl::unexpected(error_of(path, exception));
  }
}

Result<void> StoreFile::prepare(Synchronous synchronous) {
  return guarded([&]() -> Result<void> {
    TRY(check_identity(db_));
    TRY(set_pragmas(db_, synchronous));
    return bring_up_to_date();
  });
}

Result<void> StoreFile::bring_up_to_date() {
  return change(Actor{"lockbox"}, "Registered for what was there before.", [&]() -> Result<void> {
    const auto before = TRY(migrate(db_));
    if (before < first_version_with_account_index) TRY(index_known_accounts(context_));
    if (before < first_version_with_days) return register_days_of_batches(context_);
    return {};
  });
}

tl::unexpected<Error> StoreFile::refusal(const SQLite::Exception& exception) {
  // After a failed write nobody knows what the disk holds; a retry may only seem to succeed.
  is_broken_ = exception.getErrorCode() == SQLITE_IOERR;
  return tl::unexpected(error_of(path_, exception));
}

}  // namespace lockbox::deposit
