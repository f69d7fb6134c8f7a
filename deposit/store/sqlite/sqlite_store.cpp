#include "deposit/store/sqlite/sqlite_store.h"

#include <sqlite3.h>

#include <utility>

#include "deposit/model/person.h"
#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/sqlite/capture_rows.h"
#include "deposit/store/sqlite/deposit_rows.h"
#include "deposit/store/sqlite/file_rows.h"
#include "deposit/store/sqlite/journal_rows.h"
#include "deposit/store/sqlite/reading_rows.h"
#include "deposit/store/sqlite/schema.h"
#include "deposit/store/sqlite/store_context.h"
#include "deposit/store/sqlite/transaction_rows.h"
#include "deposit/store/sqlite/verify.h"
#include "deposit/store/sqlite/work_rows.h"

namespace lockbox::deposit {

namespace {

/// SQLite's exception as an error that names the file.
Error error_of(const std::string& path, const SQLite::Exception& exception) {
  const bool is_refusal = exception.getErrorCode() == SQLITE_CONSTRAINT;
  return {is_refusal ? ErrorCode::Conflict : ErrorCode::Unavailable,
          "The database " + path + (is_refusal ? " refused the change: " : " cannot be used: ") +
              exception.what() + ".",
          {}};
}

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(const SqliteStoreOptions& options)
      : path_{options.path.string()},
        db_{path_},
        seal_{options.keys},
        audit_{db_, options.clock},
        context_{db_, seal_, audit_} {}

  [[nodiscard]] Result<void> prepare(Synchronous synchronous);

  [[nodiscard]] Result<bool> import_accounts(const std::string& site, const std::string& lockbox,
                                             const Sha256& file_hash,
                                             std::span<const Account> accounts,
                                             const Actor& actor) override {
    return change(actor, "Accounts imported.", [&]() -> Result<bool> {
      return import_account_rows(context_, lockbox_row(context_, site, lockbox), file_hash,
                                 accounts);
    });
  }

  [[nodiscard]] Result<std::vector<Account>> accounts(const std::string& site,
                                                      const std::string& lockbox) override {
    return read([&]() -> Result<std::vector<Account>> {
      const auto id = find_lockbox(db_, site, lockbox);
      if (!id) return std::vector<Account>{};
      return read_accounts(context_, *id);
    });
  }

  [[nodiscard]] Result<Batch> open_batch(const BatchHeader& header, const Actor& actor) override {
    return change(actor, "Batch registered.", [&] { return open_batch_row(context_, header); });
  }

  [[nodiscard]] Result<void> correct_control(BatchId batch, const ControlTotals& totals,
                                             const std::string& reason,
                                             const Actor& actor) override {
    return change_batch(batch, actor, reason, [&](const BatchRow& row) {
      return correct_control_row(context_, row, totals, reason);
    });
  }

  [[nodiscard]] Result<std::optional<Batch>> batch_with_image(const std::string& site,
                                                              const std::string& lockbox,
                                                              std::int64_t sequence,
                                                              const Sha256& front) override {
    return read([&]() -> Result<std::optional<Batch>> {
      const auto id = find_lockbox(db_, site, lockbox);
      if (!id) return std::nullopt;
      return find_batch_with_image(db_, *id, sequence, front);
    });
  }

  [[nodiscard]] Result<int> file_documents(BatchId batch, std::span<const NewDocument> documents,
                                           const Actor& actor) override {
    return change_batch(batch, actor, "Documents captured.", [&](const BatchRow& row) {
      return file_document_rows(context_, row, documents);
    });
  }

  [[nodiscard]] Result<void> record_readings(BatchId batch, std::span<const Reading> readings,
                                             const Actor& actor) override {
    return change_batch(batch, actor, "Documents read.", [&](const BatchRow& row) {
      return record_reading_rows(context_, row, readings);
    });
  }

  [[nodiscard]] Result<BatchContents> load_batch(BatchId batch) override {
    return read([&]() -> Result<BatchContents> {
      auto row = TRY(read_batch(db_, batch));
      auto documents = TRY(read_documents(context_, batch));
      TRY(read_readings(context_, batch, documents));
      BatchContents contents{std::move(row.batch), std::move(documents), {}, {}, {}, {}, {}, {}};
      contents.items = TRY(read_items(context_, batch));
      contents.transactions = TRY(read_transactions(context_, batch));
      contents.tasks = TRY(read_tasks(context_, batch));
      contents.entries = TRY(read_entries(context_, batch));
      contents.deposits = TRY(read_deposits(db_, batch));
      contents.files = TRY(read_files(db_, batch));
      return contents;
    });
  }

  [[nodiscard]] Result<void> commit_work(BatchId batch, const WorkChanges& changes,
                                         const Actor& actor) override {
    if (changes.empty()) return {};
    return change_batch(batch, actor, changes.reason, [&](const BatchRow& row) {
      return commit_work_rows(context_, row, changes);
    });
  }

  [[nodiscard]] Result<std::vector<PriorCheck>> prior_checks(BatchId batch,
                                                             const encode::MicrLine& micr,
                                                             Money amount) override {
    return read([&]() -> Result<std::vector<PriorCheck>> {
      const auto row = TRY(read_batch(db_, batch));
      return find_prior_checks(context_, row, micr, amount);
    });
  }

  [[nodiscard]] Result<std::vector<Deposit>> make_deposits(BatchId batch,
                                                           std::span<const Deposit> planned,
                                                           const Actor& preparer) override {
    return change_batch(batch, preparer, "Deposit prepared.", [&](const BatchRow& row) {
      return make_deposit_rows(context_, row, planned, preparer);
    });
  }

  [[nodiscard]] Result<void> approve_deposit(const std::string& site, const std::string& lockbox,
                                             const std::string& ticket,
                                             const Actor& approver) override {
    return change(approver, "Deposit approved.", [&]() -> Result<void> {
      const auto id = find_lockbox(db_, site, lockbox);
      if (!id) return fail(ErrorCode::NotFound, "There is no deposit ticket " + ticket + ".");
      return approve_deposit_row(context_, *id, ticket, approver);
    });
  }

  [[nodiscard]] Result<void> record_file(BatchId batch, const OutputFile& file,
                                         const Actor& actor) override {
    return change_batch(batch, actor, "File written with SHA-256 " + file.sha256_hex + ".",
                        [&](const BatchRow& row) { return record_file_row(context_, row, file); });
  }

  [[nodiscard]] Result<std::vector<LedgerBalance>> balances(BatchId batch) override {
    return read([&] { return read_balances(db_, batch); });
  }

  [[nodiscard]] Result<std::vector<Batch>> batches() override {
    return read([&] { return read_batches(db_); });
  }

  [[nodiscard]] Result<std::optional<std::string>> first_fault() override {
    return read(
        [&]() -> Result<std::optional<std::string>> { return find_first_fault(db_, seal_); });
  }

 private:
  /// The border at which SQLite's exceptions end.
  template <class Work>
  [[nodiscard]] auto guarded(const Work& work) -> decltype(work()) {
    if (is_broken_) {
      return fail(ErrorCode::Unavailable,
                  "The database " + path_ + " failed to write before; it must be opened again.");
    }
    try {
      return work();
    } catch (const SQLite::Exception& exception) {
      // After a failed write nobody knows what the disk holds; a retry may only seem to succeed.
      is_broken_ = exception.getErrorCode() == SQLITE_IOERR;
      return tl::unexpected(error_of(path_, exception));
    }
  }

  /// Reads from one snapshot.
  template <class Work>
  [[nodiscard]] auto read(const Work& work) -> decltype(work()) {
    return guarded([&]() -> decltype(work()) {
      SQLite::Transaction snapshot{db_.database()};
      return work();
    });
  }

  /// Changes and their history in one transaction: all of it, durable, or nothing.
  template <class Work>
  [[nodiscard]] auto change(const Actor& actor, std::string reason, const Work& work)
      -> decltype(work()) {
    if (folded_name(actor.name).empty()) {
      return fail(ErrorCode::InvalidInput, "A change of the books must say who makes it.");
    }
    return guarded([&]() -> decltype(work()) {
      SQLite::Transaction transaction{db_.database(), SQLite::TransactionBehavior::IMMEDIATE};
      audit_.begin(actor, std::move(reason));
      auto result = work();
      if (!result) return result;
      audit_.write();
      transaction.commit();
      return result;
    });
  }

  template <class Work>
  [[nodiscard]] auto change_batch(BatchId batch, const Actor& actor, std::string reason,
                                  const Work& work)
      -> decltype(work(std::declval<const BatchRow&>())) {
    return change(actor, std::move(reason),
                  [&]() -> decltype(work(std::declval<const BatchRow&>())) {
                    const auto row = TRY(read_batch(db_, batch));
                    return work(row);
                  });
  }

  std::string path_;
  Connection db_;
  FieldSeal seal_;
  AuditTrail audit_;
  StoreContext context_;
  bool is_broken_ = false;
};

Result<void> set_pragmas(Connection& db, Synchronous synchronous) {
  const auto level = synchronous == Synchronous::Full ? 2 : 1;
  db.execute("PRAGMA journal_mode = WAL");
  db.execute("PRAGMA synchronous = " + std::to_string(level));
  db.execute("PRAGMA foreign_keys = ON");
  auto mode = db.query("PRAGMA journal_mode");
  const bool is_wal = mode.next() && mode.text(0) == "wal";
  if (!is_wal || db.find_integer("PRAGMA synchronous") != level ||
      db.find_integer("PRAGMA foreign_keys") != 1) {
    return fail(ErrorCode::Unavailable, "SQLite does not keep to WAL, synchronous or foreign keys");
  }
  return {};
}

Result<void> SqliteStore::prepare(Synchronous synchronous) {
  return guarded([&]() -> Result<void> {
    TRY(check_identity(db_));
    TRY(set_pragmas(db_, synchronous));
    return migrate(db_);
  });
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteStoreOptions& options) {
  const auto path = options.path.string();
  try {
    auto store = std::make_unique<SqliteStore>(options);
    if (auto ready = store->prepare(options.synchronous); !ready) {
      auto& message = ready.error().message;
      if (!message.starts_with("The database ")) {
        message = "The database " + path + " cannot be used: " + message + ".";
      }
      return tl::unexpected(std::move(ready).error());
    }
    return store;
  } catch (const SQLite::Exception& exception) {
    return tl::unexpected(error_of(path, exception));
  }
}

}  // namespace lockbox::deposit
