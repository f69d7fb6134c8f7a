#include "deposit/store/sqlite/sqlite_books.h"

#include "deposit/store/sqlite/ports.h"

namespace lockbox::deposit {

namespace {

class SqliteBooks final : public Books {
 public:
  explicit SqliteBooks(const std::shared_ptr<StoreFile>& file)
      : store_{store_of(file)},
        days_{days_of(file)},
        tasks_{tasks_of(file)},
        people_{people_of(file)},
        requests_{requests_of(file)},
        finder_{finder_of(file)},
        matching_{matching_of(file)},
        closing_{close_books_of(file)},
        exceptions_{exceptions_of(file)},
        deposits_{deposits_of(file)},
        ledger_{ledger_of(file)},
        custody_{custody_of(file)},
        drawers_{drawers_of(file)},
        reporting_{reporting_of(file)},
        correspondence_{correspondence_of(file)},
        office_log_{office_log_of(file)},
        master_accounts_{master_accounts_of(file)},
        watch_{watch_of(file)},
        carries_{carries_of(file)},
        credit_{credit_of(file)} {}

  [[nodiscard]] Store& store() override { return *store_; }
  [[nodiscard]] Days& days() override { return *days_; }
  [[nodiscard]] TaskQueue& tasks() override { return *tasks_; }
  [[nodiscard]] People& people() override { return *people_; }
  [[nodiscard]] RequestLog& requests() override { return *requests_; }
  [[nodiscard]] Finder& finder() override { return *finder_; }
  [[nodiscard]] Matching& matching() override { return *matching_; }
  [[nodiscard]] CloseBooks& closing() override { return *closing_; }
  [[nodiscard]] Exceptions& exceptions() override { return *exceptions_; }
  [[nodiscard]] Deposits& deposits() override { return *deposits_; }
  [[nodiscard]] LedgerBook& ledger() override { return *ledger_; }
  [[nodiscard]] Custody& custody() override { return *custody_; }
  [[nodiscard]] Drawers& drawers() override { return *drawers_; }
  [[nodiscard]] Reporting& reporting() override { return *reporting_; }
  [[nodiscard]] Correspondence& correspondence() override { return *correspondence_; }
  [[nodiscard]] OfficeLog& office_log() override { return *office_log_; }
  [[nodiscard]] MasterAccounts& master_accounts() override { return *master_accounts_; }
  [[nodiscard]] WatchBook& watch() override { return *watch_; }
  [[nodiscard]] Carries& carries() override { return *carries_; }
  [[nodiscard]] CreditBook& credit() override { return *credit_; }

 private:
  std::unique_ptr<Store> store_;
  std::unique_ptr<Days> days_;
  std::unique_ptr<TaskQueue> tasks_;
  std::unique_ptr<People> people_;
  std::unique_ptr<RequestLog> requests_;
  std::unique_ptr<Finder> finder_;
  std::unique_ptr<Matching> matching_;
  std::unique_ptr<CloseBooks> closing_;
  std::unique_ptr<Exceptions> exceptions_;
  std::unique_ptr<Deposits> deposits_;
  std::unique_ptr<LedgerBook> ledger_;
  std::unique_ptr<Custody> custody_;
  std::unique_ptr<Drawers> drawers_;
  std::unique_ptr<Reporting> reporting_;
  std::unique_ptr<Correspondence> correspondence_;
  std::unique_ptr<OfficeLog> office_log_;
  std::unique_ptr<MasterAccounts> master_accounts_;
  std::unique_ptr<WatchBook> watch_;
  std::unique_ptr<Carries> carries_;
  std::unique_ptr<CreditBook> credit_;
};

}  // namespace

Result<std::unique_ptr<Books>> open_sqlite_books(const SqliteStoreOptions& options) {
  return std::make_unique<SqliteBooks>(TRY(StoreFile::open(options)));
}

}  // namespace lockbox::deposit
