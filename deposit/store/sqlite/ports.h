#pragma once

/// @file
/// The adapters of all ports over one open file; each keeps the file open.

#include <memory>

#include "deposit/store/books.h"
#include "deposit/store/sqlite/store_file.h"

namespace lockbox::deposit {

[[nodiscard]] std::unique_ptr<Store> store_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<Days> days_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<TaskQueue> tasks_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<People> people_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<RequestLog> requests_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<Finder> finder_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<Matching> matching_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<CloseBooks> close_books_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<Exceptions> exceptions_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<Deposits> deposits_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<LedgerBook> ledger_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<Custody> custody_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<Drawers> drawers_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<Reporting> reporting_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<Correspondence> correspondence_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<OfficeLog> office_log_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<MasterAccounts> master_accounts_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<WatchBook> watch_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<Carries> carries_of(std::shared_ptr<StoreFile> file);
[[nodiscard]] std::unique_ptr<CreditBook> credit_of(std::shared_ptr<StoreFile> file);

}  // namespace lockbox::deposit
