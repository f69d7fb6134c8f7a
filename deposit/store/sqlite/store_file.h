#pragma once

/// @file
/// One open database file with its history: how all ports to it read and write.

#include <memory>
#include <string>
#include <utility>

#include "deposit/model/person.h"
#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/sqlite/sqlite_store.h"
#include "deposit/store/sqlite/store_context.h"

namespace lockbox::deposit {

class StoreFile {
 public:
  /// See `open_sqlite_store`.
  [[nodiscard]] static Result<std::shared_ptr<StoreFile>> open(const SqliteStoreOptions& options);
  /// Opens the file only; `open` makes it ready.
  explicit StoreFile(const SqliteStoreOptions& options);
  StoreFile(const StoreFile&) = delete;
  StoreFile& operator=(const StoreFile&) = delete;

  [[nodiscard]] Connection& db() { return db_; }
  [[nodiscard]] const FieldSeal& seal() const { return seal_; }
  [[nodiscard]] StoreContext& context() { return context_; }

  /// Reads from one snapshot.
  template <class Work>
  [[nodiscard]] auto read(const Work& work) -> decltype(work()) {
    return guarded([&]() -> decltype(work()) {
      SQLite::Transaction snapshot{db_.database()};
      return work();
    });
  }

  /// Changes rows that history does not tell of: all of it, durable, or nothing.
  template <class Work>
  [[nodiscard]] auto change_quietly(const Work& work) -> decltype(work()) {
    return guarded([&]() -> decltype(work()) {
      SQLite::Transaction transaction{db_.database(), SQLite::TransactionBehavior::IMMEDIATE};
      auto result = work();
      if (result) transaction.commit();
      return result;
    });
  }

  /// Changes and their history in one transaction: all of it, durable, or nothing.
  template <class Work>
  [[nodiscard]] auto change(const Actor& actor, std::string reason, const Work& work)
      -> decltype(work()) {
    if (folded_name(actor.name).empty()) {
      return fail(ErrorCode::InvalidInput, "A change of the books must say who makes it.");
    }
    return change_quietly([&]() -> decltype(work()) {
      audit_.begin(actor, std::move(reason));
      auto result = work();
      if (result) audit_.write();
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

 private:
  [[nodiscard]] Result<void> prepare(Synchronous synchronous);
  /// Brings the schema up to date, registers the days of batches that were there before days and
  /// indexes accounts that were there before their index.
  [[nodiscard]] Result<void> bring_up_to_date();
  [[nodiscard]] tl::unexpected<Error> refusal(const SQLite::Exception& exception);

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
      return refusal(exception);
    }
  }

  std::string path_;
  Connection db_;
  FieldSeal seal_;
  AuditTrail audit_;
  StoreContext context_;
  bool is_broken_ = false;
};

}  // namespace lockbox::deposit
