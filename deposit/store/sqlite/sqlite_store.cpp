#include "deposit/store/sqlite/sqlite_store.h"

#include <utility>

#include "deposit/store/sqlite/account_rows.h"
#include "deposit/store/sqlite/batch_rows.h"
#include "deposit/store/sqlite/capture_rows.h"
#include "deposit/store/sqlite/deposit_rows.h"
#include "deposit/store/sqlite/deposit_steps.h"
#include "deposit/store/sqlite/drawer_rows.h"
#include "deposit/store/sqlite/exception_rows.h"
#include "deposit/store/sqlite/file_rows.h"
#include "deposit/store/sqlite/journal_rows.h"
#include "deposit/store/sqlite/match_rows.h"
#include "deposit/store/sqlite/payer_rows.h"
#include "deposit/store/sqlite/ports.h"
#include "deposit/store/sqlite/reading_rows.h"
#include "deposit/store/sqlite/store_file.h"
#include "deposit/store/sqlite/suspense_rows.h"
#include "deposit/store/sqlite/transaction_rows.h"
#include "deposit/store/sqlite/verify.h"
#include "deposit/store/sqlite/work_rows.h"

namespace lockbox::deposit {

namespace {

/// What an accepted count declared must not move: nothing would balance the batch again.
Result<void> check_not_of_drawer(StoreContext& context, BatchId batch) {
  if (!TRY(find_counter_work(context, batch))) return {};
  return fail(ErrorCode::Conflict, "A drawer's count declares this batch.");
}

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(std::shared_ptr<StoreFile> file)
      : file_{std::move(file)}, db_{file_->db()}, context_{file_->context()} {}

  [[nodiscard]] Result<bool> import_accounts(const std::string& site, const std::string& lockbox,
                                             const Sha256& file_hash,
                                             std::span<const Account> accounts,
                                             const Actor& actor) override {
    return file_->change(actor, "Accounts imported.", [&]() -> Result<bool> {
      return import_account_rows(context_, lockbox_row(context_, site, lockbox), file_hash,
                                 accounts);
    });
  }

  [[nodiscard]] Result<std::vector<Account>> accounts(const std::string& site,
                                                      const std::string& lockbox) override {
    return file_->read([&]() -> Result<std::vector<Account>> {
      const auto id = find_lockbox(db_, site, lockbox);
      if (!id) return std::vector<Account>{};
      return read_accounts(context_, *id);
    });
  }

  [[nodiscard]] Result<ChangedAccounts> accounts_since(const std::string& site,
                                                       const std::string& lockbox,
                                                       std::int64_t revision) override {
    return file_->read([&]() -> Result<ChangedAccounts> {
      const auto id = find_lockbox(db_, site, lockbox);
      if (!id) return ChangedAccounts{};
      return read_accounts_since(context_, *id, revision);
    });
  }

  [[nodiscard]] Result<std::optional<PlacedAccount>> account_by_ref(
      const std::string& site, const std::string& ref) override {
    return file_->read([&] { return find_account_by_ref(context_, site, ref); });
  }

  [[nodiscard]] Result<Batch> open_batch(const BatchHeader& header, const Actor& actor) override {
    return file_->change(actor, "Batch registered.",
                         [&] { return open_batch_row(context_, header); });
  }

  [[nodiscard]] Result<void> correct_control(BatchId batch, const ControlTotals& totals,
                                             const std::string& reason,
                                             const Actor& actor) override {
    return file_->change_batch(batch, actor, reason, [&](const BatchRow& row) -> Result<void> {
      TRY(check_not_of_drawer(context_, batch));
      return correct_control_row(context_, row, totals, reason);
    });
  }

  [[nodiscard]] Result<void> accept_difference(BatchId batch, const AcceptedDifference& difference,
                                               const Actor& actor) override {
    return file_->change_batch(batch, actor, difference.reason,
                               [&](const BatchRow& row) -> Result<void> {
                                 TRY(check_not_of_drawer(context_, batch));
                                 return accept_difference_row(context_, row, difference);
                               });
  }

  [[nodiscard]] Result<void> release_batch(BatchId batch, const BatchRelease& release,
                                           const Actor& actor) override {
    return file_->change_batch(batch, actor, release.note,
                               [&](const BatchRow& row) -> Result<void> {
                                 TRY(check_not_of_drawer(context_, batch));
                                 return release_batch_row(context_, row, release);
                               });
  }

  [[nodiscard]] Result<std::optional<Batch>> batch_with_image(const std::string& site,
                                                              const std::string& lockbox,
                                                              std::int64_t sequence,
                                                              const Sha256& front) override {
    return file_->read([&]() -> Result<std::optional<Batch>> {
      const auto id = find_lockbox(db_, site, lockbox);
      if (!id) return std::nullopt;
      return find_batch_with_image(db_, *id, sequence, front);
    });
  }

  [[nodiscard]] Result<int> file_documents(BatchId batch, std::span<const NewDocument> documents,
                                           const Actor& actor) override {
    return file_->change_batch(batch, actor, "Documents captured.", [&](const BatchRow& row) {
      return file_document_rows(context_, row, documents);
    });
  }

  [[nodiscard]] Result<void> record_readings(BatchId batch, std::span<const Reading> readings,
                                             const Actor& actor) override {
    return file_->change_batch(batch, actor, "Documents read.", [&](const BatchRow& row) {
      return record_reading_rows(context_, row, readings);
    });
  }

  [[nodiscard]] Result<BatchContents> load_batch(BatchId batch) override {
    return file_->read([&]() -> Result<BatchContents> {
      auto row = TRY(read_batch(db_, batch));
      auto documents = TRY(read_documents(context_, batch));
      TRY(read_readings(context_, batch, documents));
      BatchContents contents{
          std::move(row.batch), std::move(documents), {}, {}, {}, {}, {}, {}, {}};
      contents.items = TRY(read_items(context_, batch));
      contents.transactions = TRY(read_transactions(context_, batch));
      contents.tasks = TRY(read_tasks(context_, batch));
      contents.entries = TRY(read_entries(context_, batch));
      contents.deposits = TRY(read_deposits(db_, batch));
      contents.files = TRY(read_files(db_, batch));
      contents.cases = TRY(read_cases(db_, batch));
      contents.suspense_taken = read_suspense_taken(db_, batch);
      contents.billed_since = read_billed_since(db_, batch);
      contents.counter = TRY(find_counter_work(context_, batch));
      return contents;
    });
  }

  [[nodiscard]] Result<BatchContents> load_tally(BatchId batch) override {
    return file_->read([&]() -> Result<BatchContents> {
      auto row = TRY(read_batch(db_, batch));
      BatchContents contents{std::move(row.batch), {}, {}, {}, {}, {}, {}, {}, {}};
      contents.documents = TRY(read_counted_documents(db_, contents.batch));
      contents.items = TRY(read_items(context_, batch));
      contents.transactions = TRY(read_transactions(context_, batch, Detail::Sums));
      contents.tasks = TRY(read_tasks(context_, batch));
      contents.entries = TRY(read_entries(context_, batch, Detail::Sums));
      contents.deposits = TRY(read_deposits(db_, batch));
      contents.files = TRY(read_files(db_, batch));
      contents.counter = TRY(find_counter_work(context_, batch));
      return contents;
    });
  }

  [[nodiscard]] Result<void> commit_work(BatchId batch, const WorkChanges& changes,
                                         const Actor& actor) override {
    if (changes.empty()) return {};
    return file_->change_batch(batch, actor, changes.reason, [&](const BatchRow& row) {
      return commit_work_rows(context_, row, changes);
    });
  }

  [[nodiscard]] Result<std::vector<PriorCheck>> prior_checks(BatchId batch,
                                                             const encode::MicrLine& micr,
                                                             Money amount) override {
    return file_->read([&]() -> Result<std::vector<PriorCheck>> {
      const auto row = TRY(read_batch(db_, batch));
      return find_prior_checks(context_, row, micr, amount);
    });
  }

  [[nodiscard]] Result<MatchRules> match_rules(BatchId batch) override {
    return file_->read([&]() -> Result<MatchRules> {
      const auto row = TRY(read_batch(db_, batch));
      return read_match_rules(db_, row.lockbox_id);
    });
  }

  [[nodiscard]] Result<PayerHistory> payer_history(BatchId batch, const encode::MicrLine& check,
                                                   PayersAsOf as_of) override {
    return file_->read([&]() -> Result<PayerHistory> {
      const auto row = TRY(read_batch(db_, batch));
      return read_payer_history(context_, row, check, as_of);
    });
  }

  [[nodiscard]] Result<std::optional<StopEntry>> stop_of(BatchId batch,
                                                         const encode::MicrLine& check) override {
    return file_->read([&]() -> Result<std::optional<StopEntry>> {
      return find_stop(context_, TRY(read_batch(db_, batch)), check);
    });
  }

  [[nodiscard]] Result<std::vector<Deposit>> make_deposits(BatchId batch,
                                                           std::span<const Deposit> planned,
                                                           const Actor& preparer) override {
    return file_->change_batch(batch, preparer, "Deposit prepared.", [&](const BatchRow& row) {
      return make_deposit_rows(context_, row, planned);
    });
  }

  [[nodiscard]] Result<void> approve_deposit(const std::string& site, const std::string& lockbox,
                                             const std::string& ticket,
                                             const Actor& approver) override {
    return file_->change(approver, "Deposit approved.", [&]() -> Result<void> {
      const auto id = find_lockbox(db_, site, lockbox);
      if (!id) return fail(ErrorCode::NotFound, "There is no deposit ticket " + ticket + ".");
      return approve_deposit_row(context_, *id, ticket, approver);
    });
  }

  [[nodiscard]] Result<void> record_file(BatchId batch, const OutputFile& file,
                                         const Actor& actor) override {
    return file_->change_batch(
        batch, actor, "File written with SHA-256 " + file.sha256_hex + ".",
        [&](const BatchRow& row) { return record_file_row(context_, row, file); });
  }

  [[nodiscard]] Result<std::vector<LedgerBalance>> balances(BatchId batch) override {
    return file_->read([&] { return read_balances(db_, batch); });
  }

  [[nodiscard]] Result<std::vector<Batch>> batches() override {
    return file_->read([&] { return read_batches(db_); });
  }

  [[nodiscard]] Result<Batch> batch(BatchId batch) override {
    return file_->read([&]() -> Result<Batch> { return TRY(read_batch(db_, batch)).batch; });
  }

  [[nodiscard]] Result<std::vector<Batch>> batches_on(const BusinessDay& day) override {
    return file_->read([&] { return read_batches_on(db_, day); });
  }

  [[nodiscard]] Result<std::optional<std::string>> first_fault() override {
    return file_->read([&]() -> Result<std::optional<std::string>> {
      return find_first_fault(db_, file_->seal());
    });
  }

 private:
  std::shared_ptr<StoreFile> file_;
  Connection& db_;
  StoreContext& context_;
};

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteStoreOptions& options) {
  return store_of(TRY(StoreFile::open(options)));
}

std::unique_ptr<Store> store_of(std::shared_ptr<StoreFile> file) {
  return std::make_unique<SqliteStore>(std::move(file));
}

}  // namespace lockbox::deposit
